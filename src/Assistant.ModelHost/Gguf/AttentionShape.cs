namespace Assistant.ModelHost.Gguf;

/// <summary>The heads of a model and how wide they are.</summary>
/// <param name="Heads">Heads of queries per layer.</param>
/// <param name="KeyValueHeads">Heads of keys and values per layer; 0 in layers without attention.</param>
/// <param name="KeySize">Width of a query or key.</param>
/// <param name="ValueSize">Width of a value.</param>
internal sealed record AttentionShape(IReadOnlyList<long> Heads, IReadOnlyList<long> KeyValueHeads, long KeySize, long ValueSize);
