using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using OrderDesk.Domain.Billing;
using OrderDesk.Domain.Catalog;
using OrderDesk.Domain.Customers;
using OrderDesk.Domain.Orders;

namespace OrderDesk.Domain.Common;

public interface ICustomerRepository
{
    Task<Customer?> FindAsync(CustomerId id, CancellationToken cancellationToken);
}

public interface IProductRepository
{
    Task<Product?> FindAsync(ProductId id, CancellationToken cancellationToken);

    Task<IReadOnlyList<Product>> ListAsync(CancellationToken cancellationToken);
}

public interface IOrderRepository
{
    Task<Order?> FindAsync(OrderId id, CancellationToken cancellationToken);

    Task<IReadOnlyList<Order>> ListAsync(CancellationToken cancellationToken);

    Task SaveAsync(Order order, CancellationToken cancellationToken);
}

public interface IInvoiceRepository
{
    Task<string> NextNumberAsync(int year, CancellationToken cancellationToken);

    Task SaveAsync(Invoice invoice, CancellationToken cancellationToken);
}
