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

    private const string Seconds = "promptSeconds";

    // The host's word in the settings.
    private const string Host = "host";

    /// <summary>Tiers that ask a model, as they are called in settings and flags.</summary>
    public static IReadOnlyList<string> Names { get; } = [Small, Large, Inline];

    /// <summary>Whether it is on this machine.</summary>
    public bool IsHere => Server?.IsLoopback ?? true;

    /// <summary>What is wrong with it, as a sentence; null when nothing is. Everything else works meanwhile.</summary>
    public string? Problem { get; init; }

    /// <summary>The file with the key for the server; null where it wants none.</summary>
    public string? ApiKeyFile { get; init; }

    /// <summary>Seconds that its prompt may take to be read; null for what is usual of the tier.</summary>
    public double? PromptSeconds { get; init; }

    /// <summary>Full path of an adapter (LoRA) that the host loads with the model; null for none.</summary>
    public string? Adapter { get; init; }

    /// <summary>By which name the host knows the model: with another adapter it is another one.</summary>
    public string? NameAtHost => Adapter is null ? Model : $"{Model}+{Adapter}";

    /// <summary>What people are told it is called, an adapter by its file's name alone.</summary>
    public string ModelText => (Model ?? "the server's own") + (Adapter is null ? "" : $" with the adapter {Path.GetFileName(Adapter)}");

    /// <summary>Reads what the settings say of a tier; what is not of the right shape is its <see cref="Problem"/>.</summary>
    public static TierSettings Read(string tier, JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.Object)
            return Wrong(tier, $"\"{tier}\" must be an object with endpoint and model");
        foreach (var member in value.EnumerateObject())
        {
            if (member.Name is not ("endpoint" or "model" or "adapter" or "apiKeyFile" or Seconds))
                return Wrong(tier, $"\"{tier}\" has endpoint, model, adapter, apiKeyFile and {Seconds}, and no \"{member.Name}\"");
            if (member.Name == Seconds)
            {
                if (member.Value.ValueKind != JsonValueKind.Number || member.Value.GetDouble() is not (> 0 and < double.PositiveInfinity))
                    return Wrong(tier, $"\"{Seconds}\" of \"{tier}\" must be a number above 0");
            }
            else if (member.Value.ValueKind is not (JsonValueKind.String or JsonValueKind.Null))
            {
                return Wrong(tier, $"\"{member.Name}\" of \"{tier}\" must be a text");
            }
        }

        double? seconds = value.TryGetProperty(Seconds, out var number) ? number.GetDouble() : null;
        string? Text(string name) => value.TryGetProperty(name, out var found) && found.GetString() is { Length: > 0 } text ? text : null;
        var read = Of(tier, Text("endpoint") ?? Host, Text("model")) with { ApiKeyFile = Text("apiKeyFile"), Adapter = Text("adapter"), PromptSeconds = seconds };
        return read with { Problem = read.Problem ?? ProblemOfAdapter(read) };
    }

    /// <summary>Reads what a flag says of a tier: <c>url</c>, <c>url#model</c> or <c>host#model</c>.</summary>
    /// <exception cref="WorkspaceException">It is not of the right shape.</exception>
    public static TierSettings Parse(string tier, string text)
    {
        var at = text.LastIndexOf('#');
        var read = at < 0 ? Of(tier, text, null) : Of(tier, text[..at], at + 1 < text.Length ? text[(at + 1)..] : null);
        return read.Problem is null ? read : throw new WorkspaceException(read.Problem);
    }

    private static string? ProblemOfAdapter(TierSettings tier) => tier switch
    {
        { Adapter: null } => null,
        { Server: not null } => $"\"adapter\" of \"{tier.Tier}\" is only for the host: another server loads its own adapters, and \"model\" chooses them by the name it gives them",
        _ => Path.IsPathFullyQualified(tier.Adapter) ? null : $"\"adapter\" of \"{tier.Tier}\" must be the full path of a GGUF file",
    };

    private static TierSettings Of(string tier, string endpoint, string? model) => endpoint switch
    {
        Host => new TierSettings(tier, null, model) { Problem = model is null ? $"\"{tier}\" names no model: the host has several, see assistant models list" : null },
        _ => Uri.TryCreate(endpoint, UriKind.Absolute, out var server) && server.Scheme is "http" or "https"
            ? new TierSettings(tier, server, model)
            : Wrong(tier, $"the endpoint of \"{tier}\" must be \"host\" or an address like http://127.0.0.1:8080"),
    };

    private static TierSettings Wrong(string tier, string problem) => new(tier, null, null) { Problem = problem };
}
