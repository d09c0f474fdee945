using OrderDesk.Domain.Common;
using OrderDesk.Domain.Customers;
using OrderDesk.Domain.Orders;

namespace OrderDesk.Domain.Pricing;

/// <summary>Rewards customers for the tier they have reached.</summary>
public sealed class LoyaltyDiscount : IDiscountRule
{
    public string Name => "Loyalty";

    public Money DiscountFor(Order order, Customer customer)
    {
        var percent = customer.Tier switch
        {
            CustomerTier.Gold => 10m,
            CustomerTier.Silver => 5m,
            _ => 0m,
        };

        return order.Subtotal.Percent(percent);
    }
}
