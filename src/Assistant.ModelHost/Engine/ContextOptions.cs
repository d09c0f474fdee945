namespace Assistant.ModelHost.Engine;

/// <summary>The room to compute in.</summary>
/// <param name="Tokens">Tokens that all sequences together may hold.</param>
/// <param name="Sequences">Sequences.</param>
/// <param name="Batch">Tokens that one step may compute.</param>
internal sealed record ContextOptions(int Tokens, int Sequences, int Batch)
{
    /// <summary>The file of an adapter that changes the model's weights, which passed the preflight; null for none.</summary>
    public string? Adapter { get; init; }
}
