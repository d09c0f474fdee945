using Assistant.Models.Store;

namespace Assistant.Models.Catalog;

/// <summary>A model in one quantization.</summary>
/// <param name="Quantization">Such as <c>Q4_K_M</c>.</param>
/// <param name="Address">Where it is.</param>
/// <param name="Bytes">Its length.</param>
/// <param name="IsExact">Whether the length is known to the byte; otherwise it is rounded, and good for advice only.</param>
/// <param name="Digest">Its digest; null when it is not known here, and then the one that it has when it comes is pinned.</param>
public sealed record CatalogFile(string Quantization, Uri Address, long Bytes, bool IsExact, Sha256Digest? Digest);
