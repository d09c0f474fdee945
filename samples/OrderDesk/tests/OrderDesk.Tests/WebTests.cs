using System;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.AspNetCore.Http;
using OrderDesk.Domain.Common;
using OrderDesk.Web.Endpoints;
using OrderDesk.Web.Infrastructure;
using OrderDesk.Web.Services;
using Xunit;

namespace OrderDesk.Tests;

public class WebTests
{
    private readonly InMemoryOrderRepository _orders = new();
    private readonly InMemoryCustomerRepository _customers = new();

    [Fact]
    public async Task TheNewestOrderComesFirst()
    {
        var customer = TestData.Customer();
        _customers.Add(customer);
        await SaveAsync(customer.Id, quantity: 1, day: 1);
        await SaveAsync(customer.Id, quantity: 2, day: 2);

        var summaries = await new OrderSummaryService(_orders, _customers).LatestAsync(1, CancellationToken.None);

        var summary = Assert.Single(summaries);
        Assert.Equal(2, summary.Items);
        Assert.Equal("Example Ltd", summary.Customer);
    }

    [Fact]
    public async Task AnOrderOfAnUnknownCustomerIsStillListed()
    {
        await SaveAsync(CustomerId.Create(), quantity: 1, day: 1);

        var summaries = await new OrderSummaryService(_orders, _customers).LatestAsync(5, CancellationToken.None);

        Assert.Equal("(unknown)", Assert.Single(summaries).Customer);
    }

    [Fact]
    public async Task AMissingOrderIsNotFound()
    {
        var result = await OrderEndpoints.GetAsync(OrderId.Create(), _orders, CancellationToken.None);

        Assert.Equal(404, Assert.IsAssignableFrom<IStatusCodeHttpResult>(result).StatusCode);
    }

    [Fact]
    public void TheResponseSpellsOutAmounts()
    {
        var response = OrderResponse.From(TestData.Order(TestData.Product(price: 20m), 2));

        Assert.Equal("40.00 EUR", response.Subtotal);
        Assert.Equal("Draft", response.Status);
        Assert.Null(response.PlacedAt);
    }

    private async Task SaveAsync(CustomerId customerId, int quantity, int day)
    {
        var order = TestData.Order(TestData.Product(), quantity, customerId);
        order.Place(new DateTimeOffset(2025, 3, day, 8, 0, 0, TimeSpan.Zero));
        await _orders.SaveAsync(order, CancellationToken.None);
    }
}
