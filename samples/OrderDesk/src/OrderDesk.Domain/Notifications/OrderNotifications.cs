using System.Threading;
using System.Threading.Tasks;
using OrderDesk.Domain.Common;
using OrderDesk.Domain.Customers;
using OrderDesk.Domain.Orders;

namespace OrderDesk.Domain.Notifications;

/// <summary>Delivers one message, by whatever channel the host has.</summary>
public interface INotifier
{
    Task SendAsync(string recipient, string subject, CancellationToken cancellationToken);
}

/// <summary>Tells customers what happened to their orders.</summary>
public sealed class OrderNotifications
{
    private readonly ICustomerRepository _customers;
    private readonly INotifier _notifier;

    public OrderNotifications(ICustomerRepository customers, INotifier notifier)
    {
        _customers = customers;
        _notifier = notifier;
    }

    public async Task OrderPlacedAsync(Order order, CancellationToken cancellationToken)
    {
        var customer = await _customers.FindAsync(order.CustomerId, cancellationToken)
            ?? throw new EntityNotFoundException(nameof(Customer), order.CustomerId.ToString());

        var subject = $"Order {order.Id.Abbreviate()} over {order.Subtotal} is placed";
        await _notifier.SendAsync(customer.Email, subject, cancellationToken);
    }
}
