using Assistant.Models.Store;

namespace Assistant.Models.Pull;

/// <summary>What a part of a file is a part of, beside it on disk. A part without it is begun anew.</summary>
/// <param name="Address">Where it came from, without what may be secret in an address.</param>
/// <param name="Tag">The server's tag of this very content; null when it states none.</param>
/// <param name="Length">Bytes of the whole.</param>
/// <param name="Sha256">The digest that the whole must have; null when nobody states one.</param>
/// <param name="Origin">Who states it.</param>
internal sealed record PartNote(string Address, string? Tag, long Length, string? Sha256, DigestOrigin Origin);
