namespace Assistant.Models.Pull;

/// <summary>What a part of a file is a part of, beside it on disk. A part without it is begun anew.</summary>
/// <param name="Address">Where the rest is.</param>
/// <param name="Tag">The server's tag of this very content; null when it states none, and then nothing is resumed without a digest.</param>
/// <param name="Length">Bytes of the whole.</param>
/// <param name="Sha256">The digest that server or catalog state for the whole; null when neither does.</param>
internal sealed record PartNote(string Address, string? Tag, long Length, string? Sha256);
