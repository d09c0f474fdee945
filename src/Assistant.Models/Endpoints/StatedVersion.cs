namespace Assistant.Models.Endpoints;

/// <summary>The answer to Ollama's <c>GET /api/version</c>.</summary>
internal sealed record StatedVersion
{
    public string? Version { get; init; }
}
