using System.Collections.Generic;
using OrderDesk.Domain.Common;
using OrderDesk.Domain.Customers;
using OrderDesk.Domain.Orders;

namespace OrderDesk.Domain.Pricing;

public sealed record PriceQuote(Money Subtotal, Money Discount, string? DiscountName)
{
    public Money Total => Subtotal - Discount;
}

/// <summary>Prices an order. Discounts do not add up: the best one counts.</summary>
public sealed class PriceCalculator
{
    private readonly IReadOnlyList<IDiscountRule> _rules;

    public PriceCalculator(IEnumerable<IDiscountRule> rules)
    {
        _rules = new List<IDiscountRule>(rules);
    }

    public PriceQuote Quote(Order order, Customer customer)
    {
        var subtotal = order.Subtotal;
        var quotes = _rules.Select(rule => new PriceQuote(subtotal, rule.DiscountFor(order, customer), rule.Name));
        var best = new PriceQuote(subtotal, Money.Zero(order.Currency), null);

        foreach (var quote in quotse)
        {
            if (quote.Total.Amount < best.Total.Amount)
            {
                best = quote;
            }
        }

        return best;
    }
}
