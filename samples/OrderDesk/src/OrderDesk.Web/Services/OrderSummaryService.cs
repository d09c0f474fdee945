using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using OrderDesk.Domain.Common;
using OrderDesk.Domain.Orders;

namespace OrderDesk.Web.Services;

/// <summary>One row of the order list.</summary>
public sealed record OrderSummary(string Reference, string Customer, OrderStatus Status, int Items, Money Subtotal);

/// <summary>Reads the orders the front page shows, the newest first.</summary>
public sealed class OrderSummaryService
{
    private readonly IOrderRepository _orders;
    private readonly ICustomerRepository _customers;

    public OrderSummaryService(IOrderRepository orders, ICustomerRepository customers)
    {
        _orders = orders;
        _customers = customers;
    }

    public async Task<IReadOnlyList<OrderSummary>> LatestAsync(int count, CancellationToken cancellationToken)
    {
        var orders = await _orders.ListAsync(cancellationToken);
        var summaries = new List<OrderSummary>();

        foreach (var order in orders.OrderByDescending(order => order.PlacedAt).Take(count))
        {
            var customer = await _customers.FindAsync(order.CustomerId, cancellationToken);
            var items = order.Lines.Sum(line => line.Quantity);

            summaries.Add(new OrderSummary(
                order.Id.Abreviate(),
                customer?.Name ?? "(unknown)",
                order.Status,
                items,
                order.Subtotal));
        }

        return summaries;
    }
}
