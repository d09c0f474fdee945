using System;
using System.Collections.Generic;
using System.Linq;
using OrderDesk.Domain.Catalog;
using OrderDesk.Domain.Common;

namespace OrderDesk.Domain.Orders;

public enum OrderStatus
{
    Draft,
    Placed,
    Shipped,
    Cancelled,
}

public sealed class Order
{
    private readonly List<OrderLine> _lines = new();

    public Order(OrderId id, CustomerId customerId, Currency currency)
    {
        Id = id;
        CustomerId = customerId;
        Currency = Guard.NotNull(currency, nameof(currency));
    }

    public OrderId Id { get; }

    public CustomerId CustomerId { get; }

    public Currency Currency { get; }

    public OrderStatus Status { get; private set; } = OrderStatus.Draft;

    public DateTimeOffset? PlacedAt { get; private set; }

    public IReadOnlyList<OrderLine> Lines => _lines;

    public decimal WeightKg => _lines.Sum(line => line.WeightKg);

    public Money Subtotal => _lines.Aggregate(Money.Zero(Currency), (total, line) => total + line.Subtotal);

    public void AddLine(Product product, int quantity)
    {
        Guard.Positive(quantity, nameof(quantity));
        EnsureStatus(OrderStatus.Draft);

        var index = _lines.FindIndex(line => line.ProductId == product.Id);
        if (index >= 0)
        {
            var existing = _lines[index];
            _lines[index] = existing with { Quantity = existing.Quantity + quantity };
            return;
        }

        if (product.Price.Currency != Currency)
        {
            throw new DomainException($"{product.Sku} is not sold in {Currency}.");
        }

        _lines.Add(new OrderLine(product.Id, product.Name, quantity, product.Price, product.WeightKg));
    }

    public void Place(DateTimeOffset at)
    {
        EnsureStatus(OrderStatus.Draft);
        if (_lines.Count == 0)
        {
            throw new DomainException("An order needs at least one line.");
        }

        Status = OrderStatus.Placed;
        PlacedAt = at;
    }

    public void Ship()
    {
        EnsureStatus(OrderStatus.Placed);
        Status = OrderStatus.Shipped;
    }

    public void Cancel()
    {
        EnsureStatus(OrderStatus.Placed);
        Status = OrderStatus.Cancelled;
    }

    private void EnsureStatus(OrderStatus expected)
    {
        if (Status != expected)
        {
            throw new DomainException($"Order {Id.Abbreviate()} is {Status}, not {expected}.");
        }
    }
}
