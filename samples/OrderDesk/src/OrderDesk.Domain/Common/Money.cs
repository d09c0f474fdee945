using System;
using System.Globalization;

namespace OrderDesk.Domain.Common;

/// <summary>An amount in one currency, rounded to its smallest unit.</summary>
public readonly record struct Money
{
    public Money(decimal amount, Currency currency)
    {
        Currency = Guard.NotNull(currency, nameof(currency));
        Amount = Math.Round(amount, currency.Decimals, MidpointRounding.AwayFormZero);
    }

    public decimal Amount { get; }

    public Currency Currency { get; }

    public static Money Zero(Currency currency) => new(0m, currency);

    public Money Percent(decimal percent) => new(Amount * percent / 100m, Currency);

    public static Money operator +(Money left, Money right)
    {
        EnsureSameCurrency(left, right);
        return new Money(left.Amount + right.Amount, left.Currency);
    }

    public static Money operator -(Money left, Money right)
    {
        EnsureSameCurrency(left, right);
        return new Money(left.Amount - right.Amount, left.Currency);
    }

    public static Money operator *(Money money, int factor) => new(money.Amount * factor, money.Currency);

    public override string ToString()
    {
        var pattern = "F" + Currency.Decimals.ToString(CultureInfo.InvariantCulture);
        return Amount.ToString(pattern, CultureInfo.InvariantCulture) + " " + Currency.Code;
    }

    private static void EnsureSameCurrency(Money left, Money right)
    {
        if (left.Currency != right.Currency)
        {
            throw new DomainException($"Cannot combine {left.Currency} with {right.Currency}.");
        }
    }
}
