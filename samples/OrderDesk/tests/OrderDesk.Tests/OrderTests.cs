using System;
using OrderDesk.Domain.Catalog;
using OrderDesk.Domain.Common;
using OrderDesk.Domain.Orders;
using Xunit;

namespace OrderDesk.Tests;

public class OrderTests
{
    [Fact]
    public void TheSameProductEndsUpOnOneLine()
    {
        var product = TestData.Product(price: 20m);
        var order = TestData.Order(product, 2);

        order.AddLine(product, 3);

        var line = Assert.Single(order.Lines);
        Assert.Equal(5, line.Quantity);
        Assert.Equal(new Money(100m, Currency.Euro), order.Subtotal);
    }

    [Fact]
    public void AProductInAnotherCurrencyIsRefused()
    {
        var order = new Order(OrderId.Create(), CustomerId.Create(), Currency.Dollar);

        Assert.Throws<DomainException>(() => order.AddLine(TestData.Product(), 1));
    }

    [Fact]
    public void AnEmptyOrderCannotBePlaced()
    {
        var order = new Order(OrderId.Create(), CustomerId.Create(), Currency.Euro);

        Assert.Throws<DomainException>(() => order.Place(DateTimeOffset.UnixEpoch));
    }

    [Fact]
    public void APlacedOrderIsClosedForNewLines()
    {
        var order = TestData.Order(TestData.Product(), 1);
        order.Place(DateTimeOffset.UnixEpoch);

        Assert.Throws<DomainException>(() => order.AddLine(TestData.Product(), 1));
        Assert.Equal(OrderStatus.Placed, order.Status);
    }

    [Fact]
    public void ReservedStockIsNotAvailable()
    {
        var stock = new StockLedger();
        var product = ProductId.Create();
        stock.Receive(product, 5);

        stock.Reserve(product, 4);

        Assert.True(stock.CanReserve(product, 1));
        Assert.False(stock.CanReserve(product, 2));
    }
}
