using System;
using OrderDesk.Domain.Common;
using OrderDesk.Domain.Customers;
using OrderDesk.Domain.Orders;

namespace OrderDesk.Domain.Shipping;

public enum ShippingMethod
{
    Standard,
    Express,
    Pickup,
}

/// <summary>Charges by started parcel; orders above a value travel for free.</summary>
public sealed class ShippingCalculator
{
    private const string HomeCountry = "DE";
    private const decimal ParcelKg = 10m;
    private const decimal FreeFrom = 150m;

    public Money CostOf(Order order, Address destination, ShippingMethod method)
    {
        if (method == ShippingMethod.Pickup)
        {
            return Money.Zero(order.Currency);
        }

        if (method == ShippingMethod.Standard && order.Subtotal.Amount >= FreeFrom)
        {
            return Money.Zero(order.Currency);
        }

        var rate = destination.IsIn(HomeCountry) ? 4.90m : 12.50m;
        if (method == ShippingMethod.Express)
        {
            rate *= 2m;
        }

        return new Money(rate, order.Currency) * ParcelsFor(order);
    }

    private static int ParcelsFor(Order order)
    {
        int parcels = Math.Ceiling(order.WeightKg / ParcelKg);
        return Math.Max(1, parcels);
    }
}
