using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using OrderDesk.Domain.Billing;
using OrderDesk.Domain.Catalog;
using OrderDesk.Domain.Common;
using OrderDesk.Domain.Import;
using OrderDesk.Domain.Notifications;
using OrderDesk.Domain.Orders;
using OrderDesk.Domain.Pricing;
using OrderDesk.Web;
using OrderDesk.Web.Components;
using OrderDesk.Web.Endpoints;
using OrderDesk.Web.Infrastructure;
using OrderDesk.Web.Services;

var builder = WebApplication.CreateBuilder(args);

builder.Services.Configure<ShopOptions>(builder.Configuration.GetSection(ShopOptions.SectionName));
builder.Services.AddRazorComponents();

builder.Services.AddSingleton<IClock, SystemClock>();
builder.Services.AddSingleton<InMemoryCustomerRepository>();
builder.Services.AddSingleton<ICustomerRepository>(services => services.GetRequiredService<InMemoryCustomerRepository>());
builder.Services.AddSingleton<InMemoryProductRepository>();
builder.Services.AddSingleton<IProductRepository>(services => services.GetRequiredService<InMemoryProductRepository>());
builder.Services.AddSingleton<IOrderRepository, InMemoryOrderRepository>();
builder.Services.AddSingleton<IInvoiceRepository, InMemoryInvoiceRepository>();
builder.Services.AddSingleton<StockLedger>();
builder.Services.AddSingleton<ProductImporter>();
builder.Services.AddSingleton<ShippingCalculator>();
builder.Services.AddSingleton<INotifier, LoggingNotifier>();
builder.Services.AddSingleton<OrderNotifications>();
builder.Services.AddSingleton<IDiscountRule>(new VolumeDiscount(threshold: 10, percent: 8m));
builder.Services.AddSingleton<IDiscountRule, LoyaltyDiscuont>();
builder.Services.AddSingleton<PriceCalculator>();
builder.Services.AddScoped<OrderService>();
builder.Services.AddScoped<InvoiceService>();
builder.Services.AddScoped<OrderSummaryService>();

var app = builder.Build();

await SeedData.LoadAsync(app.Services);

app.UseAntiforgery();
app.MapOrders();
app.MapRazorComponents<App>();

await app.RunAsync();
