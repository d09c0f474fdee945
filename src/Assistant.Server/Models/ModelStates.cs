using Assistant.Platform;
using Assistant.Protocol.Types;
using Assistant.Workspace;

namespace Assistant.Server.Models;

/// <summary>What a user is told of the models that may be asked: which, where, and what was sent there.</summary>
internal static class ModelStates
{
    public const string Idle = "not asked yet";
    public const string Answering = "answering";
    public const string Ready = "ready";

    // What the settings call it, and so what it is called where people read it.
    private const string Host = "host";

    /// <summary>The models of the tiers that propose edits, before anybody asked one.</summary>
    public static IReadOnlyList<AssistantStatus.Model> Of(Settings settings) => [.. TierModels.ProposingIn(settings).Select(tier => Of(tier, tier.Problem ?? Idle, bytesSent: 0))];

    /// <summary>One model.</summary>
    /// <param name="tier">Which.</param>
    /// <param name="state">How it is, for people.</param>
    /// <param name="bytesSent">What was sent to it, in bytes of UTF-8.</param>
    public static AssistantStatus.Model Of(TierSettings tier, string state, long bytesSent) => new(
        tier.Tier,
        tier.ModelText,
        tier.Server is null ? Host : AddressText.Of(tier.Server),
        tier.IsHere,
        state,
        bytesSent);
}
