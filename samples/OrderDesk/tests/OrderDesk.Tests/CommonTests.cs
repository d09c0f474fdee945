using System;
using OrderDesk.Domain.Common;
using Xunit;

namespace OrderDesk.Tests;

public class CommonTests
{
    [Theory]
    [InlineData("10.005", "10.01")]
    [InlineData("10.004", "10.00")]
    [InlineData("-10.005", "-10.01")]
    public void MoneyRoundsToTheSmallestUnit(string amount, string expected)
    {
        var money = new Money(decimal.Parse(amount, System.Globalization.CultureInfo.InvariantCulture), Currency.Euro);

        Assert.Equal(expected + " EUR", money.ToString());
    }

    [Fact]
    public void YenHasNoDecimals()
    {
        Assert.Equal("1235 JPY", new Money(1234.5m, Currency.Yen).ToString());
    }

    [Fact]
    public void MoneyOfTwoCurrenciesCannotBeAdded()
    {
        var euro = new Money(1m, Currency.Euro);
        var dollar = new Money(1m, Currency.Dollar);

        Assert.Throws<DomainException>(() => euro + dollar);
    }

    [Fact]
    public void CurrencyCodesIgnoreCase()
    {
        Assert.Equal(Currency.Euro, Currency.FromCode("eur"));
    }

    [Fact]
    public void IdentifiersSurviveTheirText()
    {
        var id = OrderId.Create();

        Assert.StartsWith("ord_", id.ToString(), StringComparison.Ordinal);
        Assert.Equal(id, OrderId.Parse(id.ToString()));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("ord_123")]
    [InlineData("prd_00000000000000000000000000000001")]
    public void TextOfAnotherKindIsNoOrderId(string? text)
    {
        Assert.False(OrderId.TryParse(text, out var id));
        Assert.True(id.IsEmpty);
    }
}
