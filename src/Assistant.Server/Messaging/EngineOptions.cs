using Assistant.Workspace;

namespace Assistant.Server.Messaging;

/// <summary>What an engine is told at its start, as the initialization options of its <c>initialize</c>.</summary>
/// <param name="Solution">Full path of what to open; null for nothing.</param>
/// <param name="Trusted">Whether code of the workspace may run.</param>
/// <param name="Properties">MSBuild properties.</param>
/// <param name="Diagnostics">Whether diagnostics are published.</param>
/// <param name="BesideRoslyn">Whether the editor shows Roslyn's own fixes.</param>
/// <param name="Encoding">How the client counts characters, in the protocol's word.</param>
/// <param name="Tiers">The models that may be asked.</param>
internal sealed record EngineOptions(
    string? Solution, bool Trusted, IReadOnlyDictionary<string, string> Properties, bool Diagnostics, bool BesideRoslyn, string Encoding, IReadOnlyList<EngineOptions.Tier> Tiers)
{
    /// <param name="Name">Such as <c>small</c>.</param>
    /// <param name="Server">Where it is; null for the host.</param>
    /// <param name="Model">What the server calls it; null for the one it has.</param>
    /// <param name="ApiKeyFile">The file with the key for the server; null where it wants none.</param>
    /// <param name="Adapter">The adapter that the host loads with the model; null for none.</param>
    /// <param name="Problem">What is wrong with it; null when nothing is.</param>
    /// <param name="PromptSeconds">How long its prompt may be read, in seconds; null for what is usual.</param>
    internal sealed record Tier(string Name, Uri? Server, string? Model, string? ApiKeyFile, string? Adapter, string? Problem, double? PromptSeconds)
    {
        public static Tier Of(TierSettings tier) => new(tier.Tier, tier.Server, tier.Model, tier.ApiKeyFile, tier.Adapter, tier.Problem, tier.PromptSeconds);

        public TierSettings ToSettings() => new(Name, Server, Model) { ApiKeyFile = ApiKeyFile, Adapter = Adapter, Problem = Problem, PromptSeconds = PromptSeconds };
    }

    /// <summary>Whether an engine would do the same with either.</summary>
    public bool IsSameAs(EngineOptions other) =>
        this with { Properties = other.Properties, Tiers = other.Tiers } == other
        && Tiers.SequenceEqual(other.Tiers)
        && Properties.Count == other.Properties.Count && Properties.All(property => other.Properties.TryGetValue(property.Key, out var value) && value == property.Value);
}
