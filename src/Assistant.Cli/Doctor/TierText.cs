using Assistant.Platform;
using Assistant.Workspace;

namespace Assistant.Cli.Doctor;

/// <summary>What the settings say of a tier, for people: what may be secret in an address is left away.</summary>
internal static class TierText
{
    public static string Of(TierSettings tier) => $"{tier.Tier} asks {(tier.Model is null ? "" : $"{tier.ModelText} of ")}{(tier.Server is null ? "the host" : AddressText.Of(tier.Server))}";
}
