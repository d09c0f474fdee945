using System;
using System.Collections.Generic;
using System.Linq;
using OrderDesk.Domain.Orders;
using OrderDesk.Domain.Shipping;

namespace OrderDesk.Web.Endpoints;

public sealed record AddLineRequest(string ProductId, int Quantity);

public sealed record InvoiceRequest(ShippingMethod Shipping);

public sealed record InvoiceResponse(string Number, string Total, DateTimeOffset DueAt);

public sealed record OrderLineResponse(string Description, int Quantity, string Subtotal);

/// <summary>An order as the service answers it; amounts are text so that no client rounds them.</summary>
public sealed record OrderResponse(
    string Id,
    string Status,
    DateTimeOffset? PlacedAt,
    string Subtotal,
    IReadOnlyList<OrderLineResponse> Lines)
{
    public static OrderResponse From(Order order)
    {
        var lines = order.Lines
            .Select(line => new OrderLineResponse(line.Description, line.Quantity, line.Subtotal.ToString()))
            .ToList();

        return new OrderResponse(
            order.Id.ToString(),
            order.Status.ToString(),
            order.PlacdAt,
            order.Subtotal.ToString(),
            lines);
    }
}
