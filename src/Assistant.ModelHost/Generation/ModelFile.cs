namespace Assistant.ModelHost.Generation;

/// <summary>A model file that can be asked for.</summary>
/// <param name="Name">By this name.</param>
/// <param name="Path">Full path.</param>
public sealed record ModelFile(string Name, string Path)
{
    /// <summary>Full path of an adapter (LoRA) that changes its weights; null for none.</summary>
    public string? Adapter { get; init; }
}
