using Assistant.Models.Store;

namespace Assistant.Models.Pull;

/// <summary>A model file to get.</summary>
/// <param name="Name">What it is called here.</param>
/// <param name="Address">Where it is: https, or http to this machine or with a digest.</param>
/// <param name="Length">Bytes it must have; null when nobody states it.</param>
/// <param name="Digest">The digest it must have; null when nobody states one.</param>
public sealed record PullRequest(ModelName Name, Uri Address, long? Length, Sha256Digest? Digest);
