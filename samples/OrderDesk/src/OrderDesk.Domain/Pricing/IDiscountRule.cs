using OrderDesk.Domain.Common;
using OrderDesk.Domain.Customers;
using OrderDesk.Domain.Orders;

namespace OrderDesk.Domain.Pricing;

/// <summary>One reason to charge less. A rule that does not apply answers zero.</summary>
public interface IDiscountRule
{
    string Name { get; }

    Money DiscountFor(Order order, Customer customer);
}
