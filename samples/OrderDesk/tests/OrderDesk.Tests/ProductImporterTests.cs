using System.IO;
using System.Linq;
using OrderDesk.Domain.Import;
using Xunit;

namespace OrderDesk.Tests;

public class ProductImporterTests
{
    [Fact]
    public void GoodRowsBecomeProducts()
    {
        var result = Import("desk-01,\"Desk, 2\"\" oak\",249.50,EUR,32.5\n\nlamp-07,Lamp,39,usd,1");

        Assert.Empty(result.Errors);
        Assert.Equal(new[] { "DESK-01", "LAMP-07" }, result.Products.Select(product => product.Sku));
        Assert.Equal("Desk, 2\" oak", result.Products[0].Name);
        Assert.Equal("39.00 USD", result.Products[1].Price.ToString());
    }

    [Theory]
    [InlineData("A-1,Lamp,39,EUR", "Row 1: expected 5 columns, found 4")]
    [InlineData("A-1,Lamp,cheap,EUR,1", "Row 1: 'cheap' is not a price")]
    [InlineData("A-1,Lamp,39,XXX,1", "Row 1: 'XXX' is not a currency")]
    [InlineData("A-1,Lamp,39,EUR,light", "Row 1: 'light' is not a weight")]
    public void BadRowsAreReported(string row, string expected)
    {
        var result = Import(row);

        Assert.Empty(result.Products);
        Assert.Equal(expected, Assert.Single(result.Errors));
    }

    private static ImportResult Import(string text)
    {
        using var reader = new StringReader(text);
        return new ProductImporter().Import(reader);
    }
}
