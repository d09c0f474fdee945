namespace Assistant.Models.Found;

/// <summary>A model of Ollama: the parts of it that are looked at.</summary>
internal sealed record OllamaManifest
{
    public IReadOnlyList<OllamaLayer?>? Layers { get; init; }
}
