using System.Threading;
using System.Threading.Tasks;
using OrderDesk.Domain.Catalog;
using OrderDesk.Domain.Common;
using OrderDesk.Domain.Customers;
using OrderDesk.Domain.Notifications;
using OrderDesk.Domain.Orders;
using OrderDesk.Web.Infrastructure;
using Xunit;

namespace OrderDesk.Tests;

public class OrderServiceTests
{
    private readonly InMemoryOrderRepository _orders = new();
    private readonly InMemoryProductRepository _products = new();
    private readonly StockLedger _stock = new();
    private readonly RecordingNotifier _notifier = new();
    private readonly Customer _customer = TestData.Customer();
    private readonly Product _product = TestData.Product();
    private readonly OrderService _service;

    public OrderServiceTests()
    {
        var customers = new InMemoryCustomerRepository();
        customers.Add(_customer);
        _products.Add(_product);
        _stock.Receive(_product.Id, 5);

        var notifications = new OrderNotifications(customers, _notifier);
        _service = new OrderService(_orders, _products, _stock, notifications, new FixedClock());
    }

    [Fact]
    public async Task PlacingReservesStockAndTellsTheCustomer()
    {
        var order = await SaveOrderAsync(quantity: 3);

        await _service.PlaceAsync(order.Id, CancellationToken.None);

        Assert.Equal(new FixedClock().UtcNow, order.PlacedAt);
        Assert.Equal(2, _stock.Find(_product.Id)?.Available);
        Assert.Contains("60.00 EUR", Assert.Single(_notifier.Sent), System.StringComparison.Ordinal);
    }

    [Fact]
    public async Task PlacingMoreThanThereIsFails()
    {
        var order = await SaveOrderAsync(quantity: 6);

        await Assert.ThrowsAsync<DomainException>(() => _service.PlaceAsync(order.Id, CancellationToken.None));

        Assert.Equal(OrderStatus.Draft, order.Status);
        Assert.Empty(_notifier.Sent);
    }

    [Fact]
    public async Task CancellingReleasesTheStock()
    {
        var order = await SaveOrderAsync(quantity: 3);
        await _service.PlaceAsync(order.Id, CancellationToken.None);

        await _service.CancelAsync(order.Id, CancellationToken.None);

        Assert.Equal(5, _stock.Find(_product.Id)?.Available);
    }

    [Fact]
    public async Task AddingALineLooksUpTheProduct()
    {
        var order = await SaveOrderAsync(quantity: 1);

        await _service.AddLineAsync(order.Id, _product.Id, 2, CancellationToken.None);

        Assert.Equal(3, order.Lines[0].Quantity);
    }

    [Fact]
    public Task AnUnknownOrderIsReported() =>
        await Assert.ThrowsAsync<EntityNotFoundException>(() => _service.CancelAsync(OrderId.Create(), CancellationToken.None));

    private async Task<Order> SaveOrderAsync(int quantity)
    {
        var order = TestData.Order(_product, quantity, _customer.Id);
        await _orders.SaveAsync(order, CancellationToken.None);
        return order;
    }
}
