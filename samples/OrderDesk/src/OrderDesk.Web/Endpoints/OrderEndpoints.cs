using System.Threading;
using System.Threading.Tasks;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using OrderDesk.Domain.Billing;
using OrderDesk.Domain.Common;
using OrderDesk.Domain.Orders;

namespace OrderDesk.Web.Endpoints;

public static class OrderEndpoints
{
    public static IEndpointRouteBuilder MapOrders(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/api/orders").AddEndpointFilter(ReportDomainErrors);

        group.MapGet("/{id}", GetAsync);
        group.MapPost("/{id}/lines", AddLineAsync);
        group.MapPost("/{id}/place", PlaceAsync);
        group.MapPost("/{id}/cancel", CancelAsync);
        group.MapPost("/{id}/invoice", InvoiceAsync);

        return routes;
    }

    public static async Task<IResult> GetAsync(OrderId id, IOrderRepository orders, CancellationToken cancellationToken)
    {
        var order = await orders.FindAsync(id, cancellationToken);
        return order is null ? Results.NotFound() : Results.Ok(OrderResponse.From(order));
    }

    public static async Task<IResult> AddLineAsync(
        OrderId id, AddLineRequest request, OrderService service, CancellationToken cancellationToken)
    {
        if (!ProductId.TryParse(request.ProductId, out var productId))
        {
            return Results.BadRequest($"'{request.ProductId}' is not a product.");
        }

        await service.AddLineAsync(id, productId, request.Quantity, cancellationToken);
        return Results.NoContent();
    }

    public static async Task<IResult> PlaceAsync(OrderId id, OrderService service, CancellationToken cancellationToken)
    {
        var order = await service.PlaceAsync(id, cancellationToken);
        return Results.Ok(OrderResponse.From(order));
    }

    public static async Task<IResult> CancelAsync(OrderId id, OrderService service, CancellationToken cancellationToken)
    {
        await service.CancelAsync(id, cancellationToken);
        return Results.NoContent();
    }

    public static async Task<IResult> InvoiceAsync(
        OrderId id, InvoiceRequest request, IOrderRepository orders, InvoiceService invoices, CancellationToken cancellationToken)
    {
        var order = await orders.FindAsync(id, cancellationToken);
        if (order is null)
        {
            return Results.NotFound();
        }

        var invoice = await invoices.IssueAsync(order, request.Shipping, cancellationToken);
        return Results.Ok(new InvoiceResponse(invoice.Number, invoice.Total.ToString(), invoice.DueAt));
    }

    private static async ValueTask<object?> ReportDomainErrors(
        EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        try
        {
            return await next(context);
        }
        catch (EntityNotFoundException error)
        {
            return Results.NotFound(error.Message);
        }
        catch (DomainException error)
        {
            return Results.Conflict(error.Message);
        }
    }
}
