using Assistant.Models.Store;

namespace Assistant.Models.Found;

/// <summary>A model file that stands on this machine outside of the store.</summary>
/// <param name="Name">What its program calls it, or its file's name without the ending. It is others' text.</param>
/// <param name="Path">The real path of its file.</param>
/// <param name="Length">Bytes.</param>
/// <param name="Program">The program that keeps it, or where it was looked for.</param>
/// <param name="Digest">What its program says that its digest is; null when it says nothing.</param>
public sealed record FoundModel(string Name, string Path, long Length, string Program, Sha256Digest? Digest);
