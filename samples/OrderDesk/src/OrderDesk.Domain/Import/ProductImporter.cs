using System.Collections.Generic;
using System.Globalization;
using System.IO;
using OrderDesk.Domain.Catalog;
using OrderDesk.Domain.Common;

namespace OrderDesk.Domain.Import;

public sealed record ImportResult(IReadOnlyList<Product> Products, IReadOnlyList<string> Errors);

/// <summary>Reads a price list: sku, name, price, currency, weight. Bad rows are reported, not thrown.</summary>
public sealed class ProductImporter
{
    private const int ColumnCount = 5;

    public ImportResult Import(TextReader reader)
    {
        var products = new List<Product>();
        var errors = new List<string>();
        var rowNumber = 0;

        foreach (var row in CsvReader.ReadRows(reader))
        {
            rowNumber++;
            if (TryReadProduct(row, out var error) is { } product)
            {
                products.Add(product);
            }
            else
            {
                errors.Add($"Row {rowNumber}: {error}");
            }
        }

        return new ImportResult(products, errors);
    }

    private static Product? TryReadProduct(IReadOnlyList<string> row, out string error)
    {
        error = string.Empty;
        if (row.Count != ColumnCount)
        {
            error = $"expected {ColumnCount} columns, found {row.Count}";
        }
        else if (!TryReadNumber(row[2], out var price))
        {
            error = $"'{row[2]}' is not a price";
        }
        else if (Currency.Find(row[3]) is not { } currency)
        {
            error = $"'{row[3]}' is not a currency";
        }
        else if (!TryReadNumber(row[4], out var weight))
        {
            error = $"'{row[4]}' is not a weight";
        }
        else
        {
            return new Product(ProductId.Create(), row[0], row[1], new Money(price, currency), weight);
        }

        return null;
    }

    private static bool TryReadNumber(string text, out decimal number)
    {
        return decimal.TryParse(text, NumberStyles.Number, CultureInfo.InvariantCulture, out number);
    }
}
