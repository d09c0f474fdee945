namespace Assistant.Models.Catalog;

/// <summary>A <see cref="CatalogModel"/> as <c>models/catalog.json</c> has it; <c>models/README.md</c> explains the fields.</summary>
internal sealed record CatalogEntry(string Name, string Title, IReadOnlyList<Slot> Slots, string Licence, bool Free, string Architecture, long Parameters, long ActiveParameters, int Context, long BytesPerToken, IReadOnlyList<CatalogFileEntry> Files)
{
    public int Vocabulary { get; init; }

    public int Width { get; init; }

    public bool Tied { get; init; }

    public string? Template { get; init; }

    public string? Fill { get; init; }

    public string? Note { get; init; }
}
