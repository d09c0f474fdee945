using Assistant.Platform;

namespace Assistant.Models.Store;

/// <summary>What was found out about a model file when it came into the store. The host loads nothing else.</summary>
/// <param name="Path">Full path of the file: in the store's folder, or where another program keeps it.</param>
/// <param name="Digest">Its digest.</param>
/// <param name="Identity">What the file was when the digest was computed; while it is that, the digest holds.</param>
/// <param name="Source">Where it came from, in words or as an address without what may be secret in one.</param>
/// <param name="Origin">Who says that the digest is the right one.</param>
public sealed record ModelPin(string Path, Sha256Digest Digest, FileIdentity Identity, string Source, DigestOrigin Origin);
