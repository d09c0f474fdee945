using OrderDesk.Domain.Customers;
using OrderDesk.Domain.Pricing;
using OrderDesk.Domain.Shipping;
using Xunit;

namespace OrderDesk.Tests;

public class PricingTests
{
    private static readonly PriceCalculator Calculator = new(
        new IDiscountRule[] { new VolumeDiscount(threshold: 10, percent: 8m), new LoyaltyDiscount() });

    [Fact]
    public void WithoutADiscountTheSubtotalIsDue()
    {
        var quote = Calculator.Quote(TestData.Order(TestData.Product(20m), 2), TestData.Customer());

        Assert.Null(quote.DiscountName);
        Assert.Equal(40m, quote.Total.Amount);
    }

    [Theory]
    [InlineData(CustomerTier.Regular, "Volume", 184)]
    [InlineData(CustomerTier.Silver, "Volume", 184)]
    [InlineData(CustomerTier.Gold, "Loyalty", 180)]
    public void TheBestDiscountCounts(CustomerTier tier, string name, int total)
    {
        var quote = Calculator.Quote(TestData.Order(TestData.Product(20m), 10), TestData.Customer(tier));

        Assert.Equal(name, quote.DiscountName);
        Assert.Equal(total, quote.Total.Amount);
    }

    [Theory]
    [InlineData(1, "DE", ShippingMethod.Standard, "4.90 EUR")]
    [InlineData(1, "DE", ShippingMethod.Express, "9.80 EUR")]
    [InlineData(3, "FR", ShippingMethod.Standard, "25.00 EUR")]
    [InlineData(9, "FR", ShippingMethod.Standard, "0.00 EUR")]
    [InlineData(1, "FR", ShippingMethod.Pickup, "0.00 EUR")]
    public void ShippingIsChargedByParcel(int quantity, string country, ShippingMethod method, string expected)
    {
        var order = TestData.Order(TestData.Product(price: 20m, weightKg: 6m), quantity);
        var destination = TestData.Address(country);

        var cost = new ShippingCalculator().CostOf(order, destination, method);

        Assert.Equal(expected, cost.ToString());
    }
}
