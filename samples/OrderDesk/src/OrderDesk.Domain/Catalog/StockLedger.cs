using System.Collections.Generic;
using OrderDesk.Domain.Common;

namespace OrderDesk.Domain.Catalog;

public sealed record StockLevel(ProductId ProductId, int OnHand, int Reserved)
{
    public int Available => OnHand - Reserved;
}

/// <summary>Keeps track of what is on the shelf and what is promised to placed orders.</summary>
public sealed class StockLedger
{
    private readonly object _gate = new();
    private readonly Dictionary<ProductId, StockLevel> _levels = new();

    public StockLevel? Find(ProductId productId)
    {
        lock (_gate)
        {
            return _levels.TryGetValue(productId, out var level) ? level : null;
        }
    }

    public bool CanReserve(ProductId productId, int quantity)
    {
        var level = Find(productId);
        return level.Available >= quantity;
    }

    public void Receive(ProductId productId, int quantity)
    {
        Guard.Positive(quantity, nameof(quantity));

        lock (_gate)
        {
            var level = Find(productId) ?? new StockLevel(productId, 0, 0);
            _levels[productId] = level with { OnHand = level.OnHand + quantity };
        }
    }

    public void Reserve(ProductId productId, int quantity)
    {
        lock (_gate)
        {
            var level = Find(productId);
            if (level is null || level.Available < quantity)
            {
                throw new DomainException($"Not enough stock of {productId.Abbreviate()}.");
            }

            _levels[productId] = level with { Reserved = level.Reserved + quantity };
        }
    }

    public void Release(ProductId productId, int quantity)
    {
        lock (_gate)
        {
            if (Find(productId) is { } level)
            {
                _levels[productId] = level with { Reserved = level.Reserved - quantity };
            }
        }
    }
}
