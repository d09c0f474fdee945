namespace Assistant.Cli.Doctor;

/// <summary>What the settings say of one tier.</summary>
/// <param name="Tier"><c>small</c>, <c>large</c> or <c>inline</c>.</param>
/// <param name="Server">The server without what may be secret in its address; null for the host.</param>
/// <param name="Model">The model; null when none is named.</param>
/// <param name="Problem">What is wrong with it; null when nothing is.</param>
internal sealed record TierSetting(string Tier, Uri? Server, string? Model, string? Problem)
{
    /// <summary>For people.</summary>
    public override string ToString() => $"{Tier} asks {(Model is null ? "" : $"{Model} of ")}{(Server is null ? "the host" : AddressText.Of(Server))}";
}
