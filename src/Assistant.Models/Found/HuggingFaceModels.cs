using Assistant.Models.Store;
using Assistant.Platform;

namespace Assistant.Models.Found;

/// <summary>
/// The cache of Hugging Face, which newer versions of llama.cpp use, too: <c>models--owner--name/snapshots/revision/file.gguf</c> is a
/// link to <c>blobs/sha256</c>, or the file itself where there are no links.
/// </summary>
internal static class HuggingFaceModels
{
    /// <summary>What it is called.</summary>
    public const string Program = "Hugging Face";

    private const string Prefix = "models--";

    /// <summary>All models of a cache.</summary>
    /// <param name="folder">Such as <c>~/.cache/huggingface/hub</c>.</param>
    public static IEnumerable<Sighting> In(string folder) => Files.FoldersIn(folder)
        .Where(repository => Path.GetFileName(repository).StartsWith(Prefix, StringComparison.Ordinal))
        .SelectMany(repository => Files.Below(Path.Combine(repository, "snapshots"), _ => true).Select(path => (Repository: repository, Path: path)))
        .Take(ModelFolder.MostFiles)
        .Where(file => ModelFolder.IsGguf(file.Path))
        .Select(file => GgufSight.Of(file.Path, Path.GetFileName(file.Path), ModelFolder.NameOf(file.Path), Program, real => DigestOf(real, file.Repository)));

    // A blob of another repository, or a file that a link leads to elsewhere, has a name that says nothing.
    private static Sha256Digest? DigestOf(string real, string repository) =>
        RealPath.Of(Path.Combine(repository, "blobs")) is { } blobs && Path.GetDirectoryName(real) == blobs ? Sha256Digest.TryParse(Path.GetFileName(real)) : null;
}
