using System.Text.Json.Serialization;

namespace Assistant.Protocol.Types;

/// <summary><c>assistant/status</c>: how the assistant is, for people and for a status bar.</summary>
/// <param name="State"><c>loading</c>, <c>ready</c>, <c>degraded</c> or <c>off</c>.</param>
/// <param name="Message">One line: what it does, or what is wrong and what to do next.</param>
/// <param name="Trusted">Whether code of the workspace may run.</param>
/// <param name="Solution">Full path of what is opened; null while nothing is.</param>
/// <param name="Solutions">Full paths to choose from.</param>
/// <param name="Models">Tiers that use a model.</param>
/// <param name="Accepted">Proposals that the verifier accepted since the start.</param>
/// <param name="Rejected">Proposals that were thrown away since the start.</param>
/// <param name="RejectedBy">What for, the most frequent cause first.</param>
/// <param name="MemoryBytes">What the engine takes; 0 when none runs.</param>
public sealed record AssistantStatus(
    string State,
    string Message,
    bool Trusted,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] string? Solution,
    IReadOnlyList<string> Solutions,
    IReadOnlyList<AssistantStatus.Model> Models,
    int Accepted,
    int Rejected,
    IReadOnlyList<AssistantStatus.Rejection> RejectedBy,
    long MemoryBytes)
{
    /// <param name="Tier">Which one.</param>
    /// <param name="Name">The model's.</param>
    /// <param name="Endpoint">Where it answers.</param>
    /// <param name="Local">Whether that is this machine.</param>
    /// <param name="State">How it is.</param>
    /// <param name="BytesSent">What was sent to it since the start.</param>
    public sealed record Model(string Tier, string Name, string Endpoint, bool Local, string State, long BytesSent);

    /// <param name="Id">The first new error's id, the rule of what only hides, or what else the verdict was.</param>
    /// <param name="Count">How often.</param>
    public sealed record Rejection(string Id, int Count);
}
