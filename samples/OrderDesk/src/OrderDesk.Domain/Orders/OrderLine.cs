using OrderDesk.Domain.Common;

namespace OrderDesk.Domain.Orders;

/// <summary>One product on an order, with the price it had when it was added.</summary>
public sealed record OrderLine(ProductId ProductId, string Description, int Quantity, Money UnitPrice, decimal UnitWeightKg)
{
    public Money Subtotal => UnitPrice * Quantity;

    public decimal WeightKg => UnitWeightKg * Quantity;
}
