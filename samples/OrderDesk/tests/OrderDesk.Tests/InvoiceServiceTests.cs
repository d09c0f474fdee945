using System.Threading;
using System.Threading.Tasks;
using OrderDesk.Domain.Billing;
using OrderDesk.Domain.Common;
using OrderDesk.Domain.Customers;
using OrderDesk.Domain.Orders;
using OrderDesk.Domain.Pricing;
using OrderDesk.Domain.Shipping;
using OrderDesk.Web.Infrastructure;
using Xunit;

namespace OrderDesk.Tests;

public class InvoiceServiceTests
{
    private readonly InMemoryInvoiceRepository _invoices = new();
    private readonly Customer _customer = TestData.Customer(CustomerTier.Gold);
    private readonly FixedClock _clock = new();
    private readonly InvoiceService _service;

    public InvoiceServiceTests()
    {
        var customers = new InMemoryCustomerRepository();
        customers.Add(_customer);

        var prices = new PriceCalculator(new[] { new LoyaltyDiscount() });
        _service = new InvoiceService(customers, _invoices, prices, new ShippingCalculator(), _clock);
    }

    [Fact]
    public async Task TheTotalIncludesDiscountAndShipping()
    {
        var invoice = await _service.IssueAsync(PlacedOrder(), ShippingMethod.Standard, CancellationToken.None);

        Assert.Equal("INV-2025-00001", invoice.Number);
        Assert.Equal(36m + 4.90m, invoice.Total.Amount);
        Assert.Equal(1, _invoices.Count);
    }

    [Fact]
    public async Task NumbersStartAgainEveryYear()
    {
        await _service.IssueAsync(PlacedOrder(), ShippingMethod.Pickup, CancellationToken.None);
        var second = await _service.IssueAsync(PlacedOrder(), ShippingMethod.Pickup, CancellationToken.None);
        _clock.UtcNow = _clock.UtcNow.AddYears(1);
        var third = await _service.IssueAsync(PlacedOrder(), ShippingMethod.Pickup, CancellationToken.None);

        Assert.Equal("INV-2025-00002", second.Number);
        Assert.Equal("INV-2026-00001", third.Number);
    }

    [Fact]
    public async Task AnInvoiceIsOverdueAfterTwoWeeks()
    {
        var invoice = await _service.IssueAsync(PlacedOrder(), ShippingMethod.Pickup, CancellationToken.None);

        Assert.False(invoice.IsOverdue(_clock.UtcNow.AddDays(14)));
        Assert.True(invoice.IsOverdue(_clock.UtcNow.AddDays(15)));
    }

    [Fact]
    public async Task ADraftCannotBeInvoiced()
    {
        var draft = TestData.Order(TestData.Product(), 1, _customer.Id);

        await Assert.ThrowsAsync<DomainException>(
            () => _service.IssueAsync(draft, ShippingMethod.Pickup, CancellationToken.None));
    }

    private Order PlacedOrder()
    {
        var order = TestData.Order(TestData.Product(price: 20m), 2, _customer.Id);
        order.Place(_clock.UtcNow);
        return order;
    }
}
