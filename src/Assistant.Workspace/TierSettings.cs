using System.Text.Json;

namespace Assistant.Workspace;

/// <summary>Which model a tier asks, and where it is.</summary>
/// <param name="Tier">One of <see cref="Names"/>.</param>
/// <param name="Server">A server that the user runs or rents; null for the assistant's own host.</param>
/// <param name="Model">The model, as the server lists it; null for the one that a server has.</param>
public sealed record TierSettings(string Tier, Uri? Server, string? Model)
{
    /// <summary>Small edits.</summary>
    public const string Small = "small";

    /// <summary>Harder ones.</summary>
    public const string Large = "large";

    /// <summary>Text at the caret.</summary>
    public const string Inline = "inline";

    // The host's word in the settings.
    private const string Host = "host";

    /// <summary>Tiers that ask a model, as they are called in settings and flags.</summary>
    public static IReadOnlyList<string> Names { get; } = [Small, Large, Inline];

    /// <summary>The file with the key for the server; null where it wants none.</summary>
    public string? ApiKeyFile { get; init; }

    /// <summary>Reads what the settings say of a tier.</summary>
    /// <exception cref="WorkspaceException">It is not of the right shape.</exception>
    public static TierSettings Read(string tier, JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.Object)
            throw new WorkspaceException($"\"{tier}\" must be an object with endpoint and model");
        string? Text(string name) => !value.TryGetProperty(name, out var found) || found.ValueKind == JsonValueKind.Null ? null
            : found.ValueKind == JsonValueKind.String && found.GetString() is { Length: > 0 } text ? text
            : throw new WorkspaceException($"\"{name}\" of \"{tier}\" must be a text");
        var unknown = value.EnumerateObject().Select(member => member.Name).FirstOrDefault(name => name is not ("endpoint" or "model" or "apiKeyFile"));
        if (unknown is not null)
            throw new WorkspaceException($"\"{tier}\" has endpoint, model and apiKeyFile, and no \"{unknown}\"");
        return Of(tier, Text("endpoint") ?? Host, Text("model")) with { ApiKeyFile = Text("apiKeyFile") };
    }

    /// <summary>Reads what a flag says of a tier: <c>url</c>, <c>url#model</c> or <c>host#model</c>.</summary>
    /// <exception cref="WorkspaceException">It is not of the right shape.</exception>
    public static TierSettings Parse(string tier, string text)
    {
        var at = text.LastIndexOf('#');
        return at < 0 ? Of(tier, text, null) : Of(tier, text[..at], at + 1 < text.Length ? text[(at + 1)..] : null);
    }

    private static TierSettings Of(string tier, string endpoint, string? model)
    {
        if (endpoint == Host)
            return new TierSettings(tier, null, model ?? throw new WorkspaceException($"\"{tier}\" names no model: the host has several, see assistant models list"));
        return Uri.TryCreate(endpoint, UriKind.Absolute, out var server) && server.Scheme is "http" or "https"
            ? new TierSettings(tier, server, model)
            : throw new WorkspaceException($"the endpoint of \"{tier}\" must be \"host\" or an address like http://127.0.0.1:8080");
    }
}
