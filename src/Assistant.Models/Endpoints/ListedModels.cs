namespace Assistant.Models.Endpoints;

/// <summary>The answer to <c>GET /v1/models</c>, as far as it is looked at.</summary>
internal sealed record ListedModels
{
    public string? Object { get; init; }

    public IReadOnlyList<ListedModel?>? Data { get; init; }
}
