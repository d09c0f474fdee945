namespace OrderDesk.Domain.Common;

// The other half of each identifier comes from the source generator.

[StronglyTypedId("cus")]
public readonly partial struct CustomerId;

[StronglyTypedId("prd")]
public readonly struct ProductId;

[StronglyTypedId("ord")]
public readonly partial struct OrderId;
