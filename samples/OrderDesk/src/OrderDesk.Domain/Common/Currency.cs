using System;
using System.Collections.Generic;

namespace OrderDesk.Domain.Common;

/// <summary>A currency the shop sells in.</summary>
public sealed record Currency(string Code, int Decimals)
{
    private static readonly Dictionary<string, Currency> Known = new(StringComparer.OrdinalIgnoreCase)
    {
        ["EUR"] = new Currency("EUR", 2),
        ["USD"] = new Currency("USD", 2),
        ["JPY"] = new Currency("JPY", 0),
    };

    public static Currency Euro => FromCode("EUR");

    public static Currency Dollar => FromCode("USD");

    public static Currency Yen => FromCode("JPY");

    public static Currency? Find(string code)
    {
        return Known.TryGetValue(code, out var currency) ? currency : null;
    }

    public static Currency FromCode(string code)
    {
        return Find(code);
    }

    public override string ToString() => Code;
}
