using System.Collections.Immutable;
using Assistant.Core.Edits;
using Assistant.Core.Proposing.Models;
using Assistant.Core.Verification;

namespace Assistant.Core.Proposing;

/// <summary>A repair that passed the verifier.</summary>
/// <param name="Candidate">What was proposed.</param>
/// <param name="Verdict">The verifier's word; its new diagnostics are the errors the repair uncovers.</param>
public sealed record VerifiedRepair(Candidate Candidate, Verdict Verdict);

/// <summary>A proposal that was thrown away.</summary>
/// <param name="Candidate">What was proposed.</param>
/// <param name="Verdict">Why it was thrown away.</param>
public sealed record RejectedRepair(Candidate Candidate, Verdict Verdict)
{
    /// <summary>The reason in one word, for counting.</summary>
    public string Cause => Verdict.Cause;
}

/// <summary>What became of one diagnostic.</summary>
/// <param name="Target">The diagnostic, placed in the text before any repair.</param>
/// <param name="Chosen">The repair that was taken, or null.</param>
/// <param name="Tied">Two or more repairs that passed and that nothing tells apart: none of them is taken. Empty where one is.</param>
/// <param name="Alternatives">Other repairs that passed, best first.</param>
/// <param name="Rejected">Proposals that were thrown away.</param>
public sealed record RepairOutcome(
    ReportedDiagnostic Target,
    VerifiedRepair? Chosen,
    ImmutableArray<VerifiedRepair> Tied,
    ImmutableArray<VerifiedRepair> Alternatives,
    ImmutableArray<RejectedRepair> Rejected)
{
    /// <summary>The edits of <see cref="Chosen"/>, against the text after all earlier repairs.</summary>
    public ImmutableArray<Edit> Edits => Chosen?.Candidate.Edits ?? [];

    /// <summary>What models answered, in order; empty where none was asked.</summary>
    public ImmutableArray<ModelTry> Tries { get; init; } = [];

    /// <summary>This outcome of the rules with what models came to.</summary>
    internal RepairOutcome With(CascadeOutcome models) => this with
    {
        Chosen = models.Taken is { Candidate: { } candidate, Verdict: { } verdict } ? new VerifiedRepair(candidate, verdict) : Chosen,
        Rejected = [.. Rejected, .. models.Tries.Where(tried => tried.IsThrownAway).Select(tried => new RejectedRepair(tried.Candidate!, tried.Verdict!))],
        Tries = models.Tries,
    };

    internal static RepairOutcome Unfixed(ReportedDiagnostic target) => new(target, null, [], [], []);
}
