using System;
using System.IO;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.Extensions.DependencyInjection;
using OrderDesk.Domain.Catalog;
using OrderDesk.Domain.Common;
using OrderDesk.Domain.Customers;
using OrderDesk.Domain.Import;
using OrderDesk.Domain.Orders;

namespace OrderDesk.Web.Infrastructure;

/// <summary>Fills the in-memory store, so that the first page shows something.</summary>
public static class SeedData
{
    private const int InitialStock = 25;

    private const string PriceList = """
        DESK-01,"Desk, oak",249.00,EUR,32.5
        LAMP-07,Desk lamp,39.90,EUR,1.2
        CHAIR-3,Office chair,189.00,EUR,14.0
        """;

    public static async Task LoadAsync(IServiceProvider services)
    {
        var customers = services.GetRequiredService<InMemoryCustomerRepository>();
        var products = services.GetRequiredService<InMemoryProductRepository>();
        var orders = services.GetRequiredService<IOrderRepository>();
        var stock = services.GetRequiredService<StockLedger>();

        var address = new Address("Main Street 1", "10115", "Berlin", "DE");
        var customer = new Customer(CustomerId.Create(), "Example Ltd", "orders@example.com", address);
        customers.Add(customer);

        var order = new Order(OrderId.Create(), customer.Id, Currency.Euro);
        foreach (var product in services.GetRequiredService<ProductImporter>().Import(new StringReader(PriceList)).Products)
        {
            products.Add(product);
            stock.Receive(product.Id, InitialStock);
            order.AddLine(product, 1);
        }

        await orders.SaveAsync(order, CancellationToken.None);
    }
}
