using Assistant.Protocol.Types;

namespace Assistant.Server.Messaging;

/// <summary><c>assistant/engineReport</c>: what the engine tells the front of itself.</summary>
/// <param name="State"><c>loading</c>, <c>ready</c>, <c>degraded</c> or <c>off</c>.</param>
/// <param name="Message">One line for people: what it does, or what is wrong and what to do next.</param>
/// <param name="Solution">Full path of what is opened; null while nothing is.</param>
/// <param name="Accepted">Proposals that the verifier accepted since the engine's start.</param>
/// <param name="Rejected">Proposals that were thrown away since the engine's start.</param>
/// <param name="RejectedBy">What for; null while nothing was.</param>
/// <param name="Models">The tiers that use a model; null while nobody knows more than the settings.</param>
/// <param name="IsFinal">Whether another engine would end the same way, so that none is to be started before something changes.</param>
/// <param name="IsStuck">Whether the engine can do nothing more, so that another is to be started in its place.</param>
internal sealed record EngineReport(
    string State,
    string Message,
    string? Solution = null,
    int Accepted = 0,
    int Rejected = 0,
    IReadOnlyList<AssistantStatus.Rejection>? RejectedBy = null,
    IReadOnlyList<AssistantStatus.Model>? Models = null,
    bool IsFinal = false,
    bool IsStuck = false)
{
    public const string Method = "assistant/engineReport";
}
