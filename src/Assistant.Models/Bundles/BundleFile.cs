using Assistant.Models.Store;

namespace Assistant.Models.Bundles;

/// <summary>A file that goes into a bundle.</summary>
/// <param name="Name">Its path in the bundle, with forward slashes.</param>
/// <param name="Path">Where it is.</param>
/// <param name="Length">Bytes.</param>
/// <param name="Digest">The digest it must have; null where none is known.</param>
public sealed record BundleFile(string Name, string Path, long Length, Sha256Digest? Digest);
