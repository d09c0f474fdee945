using System.Text.Json;
using Assistant.Models.Store;

namespace Assistant.Models.Catalog;

/// <summary>The models that are known to be of use here, best first for each slot. It is part of the program: no server is asked for it.</summary>
public sealed class ModelCatalog
{
    private const string Resource = "catalog.json";

    private ModelCatalog(IReadOnlyList<CatalogModel> models) => Models = models;

    /// <summary>All models.</summary>
    public IReadOnlyList<CatalogModel> Models { get; }

    /// <summary>The catalog of this build, <c>models/catalog.json</c>.</summary>
    public static ModelCatalog Load()
    {
        using var stream = typeof(ModelCatalog).Assembly.GetManifestResourceStream(Resource)
            ?? throw new InvalidOperationException($"the resource {Resource} is missing");
        return Read(stream);
    }

    /// <summary>Reads a catalog.</summary>
    /// <exception cref="JsonException">It is not of the right shape.</exception>
    public static ModelCatalog Read(Stream stream)
    {
        var entries = JsonSerializer.Deserialize(stream, CatalogJson.Default.IReadOnlyListCatalogEntry) ?? throw new JsonException("the catalog is null");
        return new ModelCatalog([.. entries.Select(ToModel)]);
    }

    /// <summary>The model and file of a name, as in <c>qwen3-4b</c> for the usual quantization, or <c>qwen3-4b:Q8_0</c>.</summary>
    /// <returns>Null when the catalog has no such model or file.</returns>
    public (CatalogModel Model, CatalogFile File)? Find(string name)
    {
        var parts = name.Split(':');
        if (Models.FirstOrDefault(model => Same(model.Name, parts[0])) is not { } found)
            return null;
        var file = parts switch
        {
            [_] => found.Files[0],
            [_, var quantization] => found.Files.FirstOrDefault(file => Same(file.Quantization, quantization)),
            _ => null,
        };
        return file is null ? null : (found, file);
    }

    /// <summary>What a file of the catalog is called in the store, and in requests to the host.</summary>
    public static ModelName StoredName(CatalogModel model, CatalogFile file) =>
        ModelName.TryParse($"{model.Name}-{file.Quantization}") ?? throw new ArgumentException($"{model.Name} is no name", nameof(model));

    /// <summary>Which model of the catalog a stored one is; null when it is none of them.</summary>
    public (CatalogModel Model, CatalogFile File)? Of(StoredModel stored)
    {
        foreach (var model in Models)
        {
            foreach (var file in model.Files)
            {
                if ((file.Digest is not null && file.Digest == stored.Pin?.Digest) || Same(StoredName(model, file).Text, stored.Name.Text))
                    return (model, file);
            }
        }

        return null;
    }

    private static CatalogModel ToModel(CatalogEntry entry) => new(entry.Name, entry.Title, entry.Slots, entry.Licence, entry.Free)
    {
        Architecture = entry.Architecture,
        Parameters = entry.Parameters,
        ActiveParameters = entry.ActiveParameters,
        Context = entry.Context,
        BytesPerToken = entry.BytesPerToken,
        Vocabulary = entry.Vocabulary,
        Width = entry.Width,
        IsTied = entry.Tied,
        Template = entry.Template,
        Fill = entry.Fill,
        Note = entry.Note,
        Files = [.. entry.Files.Select(file => new CatalogFile(file.Quantization, file.Address, file.Bytes, file.Exact, file.Sha256 is null ? null : Sha256Digest.TryParse(file.Sha256) ?? throw new JsonException($"{file.Sha256} is no SHA-256")))],
    };

    private static bool Same(string one, string other) => string.Equals(one, other, StringComparison.OrdinalIgnoreCase);
}
