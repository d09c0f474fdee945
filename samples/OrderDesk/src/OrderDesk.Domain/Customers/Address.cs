using System;
using OrderDesk.Domain.Common;

namespace OrderDesk.Domain.Customers;

/// <summary>A postal address; the country is an ISO 3166 two-letter code.</summary>
public sealed record Address
{
    public Address(string street, string postalCode, string city, string country)
    {
        Street = Guard.NotBlank(street, nameof(street));
        PostalCode = Guard.NotBlank(postalCode, nameof(postalCode));
        City = Guard.NotBlank(city, nameof(city));
        Country = Guard.NotBlank(country, nameof(country)).ToUpperInvariant();
    }

    public string Street { get; }

    public string PostalCode { get; }

    public string City { get; }

    public string Country { get; }

    public bool IsIn(string country)
    {
        return string.Equals(Country, country, StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>The address as it is printed on a parcel label.</summary>
    public void ToLabel()
    {
        return $"{Street}\n{PostalCode} {City}\n{Country}";
    }
}
