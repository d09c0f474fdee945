namespace Assistant.Models.Found;

/// <summary>A layer of a model of Ollama.</summary>
internal sealed record OllamaLayer
{
    public string? MediaType { get; init; }

    public string? Digest { get; init; }
}
