namespace Assistant.Models.Pull;

/// <summary>How far a pull is.</summary>
/// <param name="Doing">What is done, or waited for, in words.</param>
/// <param name="Done">Bytes of that.</param>
/// <param name="Total">Bytes in all; 0 when it is not known.</param>
public sealed record PullProgress(string Doing, long Done, long Total);
