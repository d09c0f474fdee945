using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using OrderDesk.Domain.Billing;
using OrderDesk.Domain.Catalog;
using OrderDesk.Domain.Common;
using OrderDesk.Domain.Customers;
using OrderDesk.Domain.Orders;

namespace OrderDesk.Web.Infrastructure;

public sealed class InMemoryCustomerRepository : ICustomerRepository
{
    private readonly ConcurrentDictionary<CustomerId, Customer> _customers = new();

    public void Add(Customer customer) => _customers[customer.Id] = customer;

    public Task<Customer?> FindAsync(CustomerId id, CancellationToken cancellationToken)
    {
        return Task.FromResult(_customers.GetValueOrDefault(id));
    }
}

public sealed class InMemoryProductRepository : IProductRepository
{
    private readonly ConcurrentDictionary<ProductId, Product> _products = new();

    public void Add(Product product) => _products[product.Id] = product;

    public Task<Product?> FindAsync(ProductId id, CancellationToken cancellationToken)
    {
        return Task.FromResult(_products.GetValueOrDefault(id));
    }

    public Task<IReadOnlyList<Product>> ListAsync(CancellationToken cancellationToken)
    {
        IReadOnlyList<Product> products = _products.Values.OrderBy(product => product.Sku).ToList();
        return Task.FromResult(products);
    }
}

public sealed class InMemoryOrderRepository : IOrderRepository
{
    private readonly ConcurrentDictionary<OrderId, Order> _orders = new();

    public Task<Order?> FindAsync(OrderId id, CancellationToken cancellationToken)
    {
        return Task.FromResult(_orders.GetValueOrDefault(id));
    }

    public Task<IReadOnlyList<Order>> ListAsync(CancellationToken cancellationToken)
    {
        IReadOnlyList<Order> orders = _orders.Values.ToList();
        return Task.FromResult(orders);
    }

    public Task SaveAsync(Order order, CancellationToken cancellationToken)
    {
        _orders[order.Id] = order;
        return Task.CompletedTask;
    }
}

public sealed class InMemoryInvoiceRepository : IInvoiceRepository
{
    private readonly ConcurrentDictionary<int, int> _sequences = new();
    private readonly ConcurrentDictionary<string, Invoice> _invoices = new();

    public int Count => _invoices.Count;

    public Task<string> NextNumberAsync(int year, CancellationToken cancellationToken)
    {
        var sequence = _sequences.AddOrUpdate(year, 1, (_, last) => last + 1);
        return Task.FromResult(Invoice.FormatNumber(year, sequence));
    }

    public Task SaveAsync(Invoice invoice, CancellationToken cancellationToken)
    {
        _invoices[invoice.Number] = invoice;
        return Task.CompletedTask;
    }
}
