using System.Text.Json;
using Assistant.Models.Store;
using Assistant.Platform;

namespace Assistant.Models.Found;

/// <summary>
/// What Ollama keeps: <c>manifests/registry/namespace/model/tag</c> names the layers of a model by their digests, and the layer with
/// the weights is the file <c>blobs/sha256-digest</c>. What a manifest says becomes a path only as a <see cref="Sha256Digest"/>.
/// </summary>
internal static class OllamaModels
{
    /// <summary>What the program is called.</summary>
    public const string Program = "Ollama";

    private const string UsualRegistry = "registry.ollama.ai";
    private const string UsualNamespace = "library";
    private const string Weights = "application/vnd.ollama.image.model";
    private const long MostBytes = 1 << 20;

    /// <summary>All models of a folder.</summary>
    /// <param name="folder">Such as <c>~/.ollama/models</c>.</param>
    public static IEnumerable<Sighting> In(string folder)
    {
        var manifests = Path.Combine(folder, "manifests");
        foreach (var path in Files.Below(manifests, _ => true).Take(ModelFolder.MostFiles))
        {
            // Anything else is none of Ollama's.
            if (Path.GetRelativePath(manifests, path).Split(Path.DirectorySeparatorChar) is [var registry, var space, var model, var tag])
                yield return Of(folder, path, NameOf(registry, space, model, tag));
        }
    }

    private static string NameOf(string registry, string space, string model, string tag) => (registry, space) switch
    {
        (UsualRegistry, UsualNamespace) => $"{model}:{tag}",
        (UsualRegistry, _) => $"{space}/{model}:{tag}",
        _ => $"{registry}/{space}/{model}:{tag}",
    };

    private static Sighting Of(string folder, string manifest, string name)
    {
        if (Read(manifest) is not { } read)
            return new Sighting.LeftOut(manifest, LeftOutReason.Unreadable);
        var weights = (read.Layers ?? []).Where(layer => layer?.MediaType?.Split(';')[0].Trim() == Weights).ToList();
        if (weights.Count != 1)
            return new Sighting.LeftOut(manifest, weights.Count == 0 ? LeftOutReason.NotGguf : LeftOutReason.Part);
        return Sha256Digest.TryParse(weights[0]!.Digest) is { } digest
            ? GgufSight.Of(Path.Combine(folder, "blobs", "sha256-" + digest.Hex), "", name, Program, _ => digest)
            : new Sighting.LeftOut(manifest, LeftOutReason.Unreadable);
    }

    private static OllamaManifest? Read(string path)
    {
        try
        {
            // See GgufSight: a pipe has no length.
            return RealPath.Of(path) is { } real && Files.Length(real) is > 0 and <= MostBytes
                ? JsonSerializer.Deserialize(Files.ReadAllBytes(real), FoundJson.Default.OllamaManifest)
                : null;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or JsonException)
        {
            return null;
        }
    }
}
