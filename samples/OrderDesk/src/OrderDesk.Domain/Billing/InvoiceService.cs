using System.Threading;
using System.Threading.Tasks;
using OrderDesk.Domain.Common;
using OrderDesk.Domain.Customers;
using OrderDesk.Domain.Orders;
using OrderDesk.Domain.Pricing;
using OrderDesk.Domain.Shipping;

namespace OrderDesk.Domain.Billing;

/// <summary>Turns a placed order into an invoice.</summary>
public sealed class InvoiceService
{
    private readonly ICustomerRepository _customers;
    private readonly IInvoiceRepository _invoices;
    private readonly PriceCalculator _prices;
    private readonly ShippingCalculator _shipping;
    private readonly IClock _clock;

    public InvoiceService(
        ICustomerRepository customers,
        IInvoiceRepository invoices,
        PriceCalculator prices,
        ShippingCalculator shipping,
        IClock clock)
    {
        _customers = customers;
        _invoices = invoices;
        _prices = prices;
        _shipping = shipping;
        _clock = clock;
    }

    public async Task<Invoice> IssueAsync(Order order, ShippingMethod method, CancellationToken cancellationToken)
    {
        if (order.Status is OrderStatus.Draft or OrderStatus.Cancelled)
        {
            throw new DomainException($"Order {order.Id.Abbreviate()} cannot be invoiced: it is {order.Status}.");
        }

        var customer = await _customers.FindAsync(order.CustomerId, cancellationToken)
            ?? throw new EntityNotFoundException(nameof(Customer), order.CustomerId.ToString());

        var issuedAt = _clock.UtcNow;
        var price = _prices.Quote(order, customer);
        var shipping = _shipping.CostOf(order, customer.Address, method);
        string number = _invoices.NextNumberAsync(issuedAt.Year, cancellationToken);

        var invoice = new Invoice(number, order.Id, price, shipping, issuedAt);
        _invoices.SaveAsync(invoice, cancellationToken);
        return invoice;
    }
}
