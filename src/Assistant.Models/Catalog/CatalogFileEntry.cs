namespace Assistant.Models.Catalog;

/// <summary>A <see cref="CatalogFile"/> as <c>models/catalog.json</c> has it.</summary>
internal sealed record CatalogFileEntry(string Quantization, Uri Address, long Bytes, bool Exact)
{
    public string? Sha256 { get; init; }
}
