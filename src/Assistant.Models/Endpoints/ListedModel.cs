namespace Assistant.Models.Endpoints;

/// <summary>A model that a server lists.</summary>
internal sealed record ListedModel
{
    public string? Id { get; init; }

    public string? OwnedBy { get; init; }
}
