using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using OrderDesk.Domain.Catalog;
using OrderDesk.Domain.Common;
using OrderDesk.Domain.Customers;
using OrderDesk.Domain.Notifications;
using OrderDesk.Domain.Orders;

namespace OrderDesk.Tests;

internal sealed class FixedClock : IClock
{
    public DateTimeOffset UtcNow { get; set; } = new(2025, 3, 14, 9, 30, 0, TimeSpan.Zero);
}

internal sealed class RecordingNotifier : INotifier
{
    public List<string> Sent { get; } = new();

    public Task SendAsync(string recipient, string subject, CancellationToken cancellationToken)
    {
        Sent.Add($"{recipient}|{subject}");
        return Task.CompletedTask;
    }
}

internal static class TestData
{
    public static Address Address(string country = "DE") => new("Main Street 1", "10115", "Berlin", country);

    public static Customer Customer(CustomerTier tier = CustomerTier.Regular)
    {
        var customer = new Customer(CustomerId.Create(), "Example Ltd", "orders@example.com", Address());
        if (tier != CustomerTier.Regular)
        {
            customer.Promote(tier);
        }

        return customer;
    }

    public static Product Product(decimal price = 20m, decimal weightKg = 1m, string sku = "LAMP-07")
    {
        return new Product(ProductId.Create(), sku, "Desk lamp", new Money(price, Currency.Euro), weightKg);
    }

    public static Order Order(Product product, int quantity, CustomerId customerId = default)
    {
        var order = new Order(OrderId.Create(), customerId, Currency.Euro);
        order.AddLine(product, quantity);
        return order;
    }
}
