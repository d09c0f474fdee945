using System;
using OrderDesk.Domain.Common;
using OrderDesk.Domain.Pricing;

namespace OrderDesk.Domain.Billing;

/// <summary>What a customer owes for one order.</summary>
public sealed record Invoice(string Number, OrderId OrderId, PriceQuote Price, Money Shipping, DateTimeOffset IssuedAt)
{
    private const int PaymentDays = 14;

    public DateTimeOffset DueAt => IssuedAt.AddDays(PaymentDays);

    public Money Total => Price.Total + Shipping;

    public bool IsOverdue(DateTimeOffset now) => now > DueAt;

    public static string FormatNumber(int year, int sequence)
    {
        return string.Format(CultureInfo.InvariantCulture, "INV-{0:D4}-{1:D5}", year, sequence);
    }
}
