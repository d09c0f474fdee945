namespace Assistant.ModelHost.Generation;

/// <summary>An evaluated prompt that was fetched from disk and is whole.</summary>
/// <param name="Path">The file it came from.</param>
/// <param name="Tokens">The prompt.</param>
/// <param name="State">What a context computed of it.</param>
internal sealed record StoredState(string Path, int[] Tokens, byte[] State);
