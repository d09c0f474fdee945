using OrderDesk.Domain.Common;

namespace OrderDesk.Domain.Catalog;

public sealed class Product
{
    public Product(ProductId id, string sku, string name, Money price, decimal weightKg)
    {
        Id = id;
        Sku = Guard.NotBlank(sku, nameof(sku)).ToUpperInvariant();
        Name = Guard.NotBlank(name, nameof(name));
        Price = price;
        WeightKg = weightKg;
    }

    public ProductId Id { get; }

    public string Sku { get; }

    public string Name { get; }

    public Money Price { get; private set; }

    public decimal WeightKg { get; }

    public void Reprice(Money price)
    {
        if (price.Amount < 0m)
        {
            throw new DomainException($"The price of {Sku} must not be negative.");
        }

        Price = price;
    }
}
