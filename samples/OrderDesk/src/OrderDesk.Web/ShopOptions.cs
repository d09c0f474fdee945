namespace OrderDesk.Web;

/// <summary>Settings from the <c>Shop</c> section of the configuration.</summary>
public sealed class ShopOptions
{
    public const string SectionName = "Shop";

    public string ShopName { get; set; }

    public int OrdersOnFrontPage { get; set; } = 20;
}
