using System.Threading;
using System.Threading.Tasks;
using OrderDesk.Domain.Catalog;
using OrderDesk.Domain.Common;
using OrderDesk.Domain.Notifications;

namespace OrderDesk.Domain.Orders;

/// <summary>The use cases around one order.</summary>
public sealed class OrderService
{
    private readonly IOrderRepository _orders;
    private readonly IProductRepository _products;
    private readonly StockLedger _stock;
    private readonly OrderNotifications _notifications;
    private readonly IClock _clock;

    public OrderService(
        IOrderRepository orders,
        IProductRepository products,
        StockLedger stock,
        OrderNotifications notifications,
        IClock clock)
    {
        _orders = orders;
        _products = products;
        _stock = stock;
        _notifications = notifications;
        _clock = clock;
    }

    public async Task AddLineAsync(OrderId id, ProductId productId, int quantity, CancellationToken cancellationToken)
    {
        var order = await LoadAsync(id, cancellationToken);
        var product = await _products.FindAsync(productId, cancellationToken)
            ?? throw new EntityNotFoundException(nameof(Product), productId.ToString());

        order.AddLine(product, quantity);
        await _orders.SaveAsync(order, cancellationToken);
    }

    public async Task<Order> PlaceAsync(OrderId id, CancellationToken cancellationToken)
    {
        var order = await LoadAsync(id, cancellationToken);
        foreach (var line in order.Lines)
        {
            if (!_stock.CanReserve(line.ProductId, line.Quantity))
            {
                throw new DomainException($"{line.Description} is out of stock.");
            }
        }

        order.Place(_clock.UtcNow);
        foreach (var line in order.Lines)
        {
            _stock.Reserve(line.ProductId, line.Quantity);
        }

        await _orders.SaveAsync(order, cancellationToken);
        await _notifications.OrderPlacedAsync(order, cancellationToken);
        return order;
    }

    public async Task CancelAsync(OrderId id, CancellationToken cancellationToken)
    {
        var order = await LoadAsync(id, cancellationToken);
        order.Cancel();
        foreach (var line in order.Lines)
        {
            _stock.Release(line.ProductId, line.Quantity);
        }

        await _orders.SaveAsync(order, cancellationToken);
    }

    private Task<Order> LoadAsync(OrderId id, CancellationToken cancellationToken)
    {
        return await _orders.FindAsync(id, cancellationToken)
            ?? throw new EntityNotFoundException(nameof(Order), id.ToString());
    }
}
