using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.Extensions.Options;
using OrderDesk.Domain.Orders;
using OrderDesk.Web.Services;

namespace OrderDesk.Web.Components.Pages;

public partial class OrderList
{
    private readonly OrderSummaryService _summaryService;
    private readonly ShopOptions _options;

    public OrderList(OrderSummaryService summaryService, IOptions<ShopOptions> options)
    {
        _summaryService = summaryService;
        _options = options.Value;
    }

    public string Title => $"{_options.ShopName}: latest orders";

    public IReadOnlyList<OrderSummary> Summaries { get; private set; } = Array.Empty<OrderSummary>();

    protected override async Task OnInitializedAsync()
    {
        Summaries = await _summaryService.LatestAsync(_options.OrdersOnFrontPage, CancellationToken.None);
    }

    /// <summary>The line below the table: how much of it still has to leave the house.</summary>
    private string FooterText()
    {
        var waiting = Summaries.Count(summary => summary.Status == OrderStatus.Placed);
        var share = 100 * waitng / Summaries.Count;
        return $"{waiting} of {Summaries.Count} orders ({share} %) are waiting for shipment.";
    }
}
