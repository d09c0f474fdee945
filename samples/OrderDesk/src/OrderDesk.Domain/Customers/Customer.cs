using OrderDesk.Domain.Common;

namespace OrderDesk.Domain.Customers;

public enum CustomerTier
{
    Regular,
    Silver,
    Gold,
}

public sealed class Customer
{
    public Customer(CustomerId id, string name, string email, Address address)
    {
        Id = id;
        Name = Guard.NotBlank(name, nameof(name));
        Email = Guard.NotBlank(email, nameof(email));
        Address = Guard.NotNull(address, nameof(address));
    }

    public CustomerId Id { get; }

    public string Name { get; }

    public string Email { get; }

    public Address Address { get; private set; }

    public CustomerTier Tier { get; private set; } = CustomerTier.Regular;

    public void MoveTo(Address address)
    {
        Address = Guard.NotNull(address, nameof(address));
    }

    public void Promote(CustomerTier tier)
    {
        if (tier <= Tier)
        {
            throw new DomainException($"{Name} is already {Tier}.");
        }

        Tier = tier;
    }
}
