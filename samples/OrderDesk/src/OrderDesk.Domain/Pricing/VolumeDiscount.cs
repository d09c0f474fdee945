using OrderDesk.Domain.Common;
using OrderDesk.Domain.Customers;
using OrderDesk.Domain.Orders;

namespace OrderDesk.Domain.Pricing;

/// <summary>Takes a percentage off every line that reaches a quantity.</summary>
public sealed class VolumeDiscount : IDiscountRule
{
    private readonly int _threshold;
    private readonly decimal _percent;

    public VolumeDiscount(int threshold, decimal percent)
    {
        _threshold = Guard.Positive(threshold, nameof(threshold));
        _percent = percent;
    }

    public string Name => "Volume";

    public Money DiscountFor(Order order, Customer customer)
    {
        var discount = Money.Zero(order.Currency);
        foreach (var line in order.Lines)
        {
            if (line.Quantity >= _threshold)
            {
                discount += line.Subtotal.Percent(_percent);
            }
        }

        return discount;
    }
}
