namespace Assistant.ModelHost.Generation;

/// <summary>A prompt whose evaluation stands on disk.</summary>
/// <param name="Path">The file.</param>
/// <param name="Tokens">The prompt.</param>
internal sealed record StoredPrompt(string Path, int[] Tokens);
