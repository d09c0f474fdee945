using Assistant.Core.Verification;

namespace Assistant.Cli.Exactness;

/// <summary>One comparison of a verdict with the reference.</summary>
/// <param name="Mutation">What was changed.</param>
/// <param name="Standing">What the comparison stands on.</param>
/// <param name="Verdict">The verifier's word.</param>
/// <param name="Reference">The reference's word.</param>
/// <param name="VerdictTime">How long the verifier took.</param>
/// <param name="ReferenceTime">How long the reference took.</param>
internal sealed record Comparison(
    Mutation Mutation, Standing Standing, Verdict Verdict, ReferenceAnswer Reference, TimeSpan VerdictTime, TimeSpan ReferenceTime)
{
    // Errors that no binding finds: a span across an await, a member of the runtime that is missing.
    private static readonly string[] FoundByEmitAlone = ["CS4007", "CS0656"];

    /// <summary>
    /// False where one side could not have said what the other did: the reference stopped early and the verifier rejects, or
    /// the error is one that only emitting finds, and code is not emitted beside the errors that stand in the base.
    /// </summary>
    public bool IsComparable =>
        !(Reference is { NewErrors.Count: 0, IsPartial: true } && Verdict.Kind == VerdictKind.Rejected)
        && !(Reference is { NewErrors.Count: > 0, IsHidden: true } && Verdict.Kind == VerdictKind.Accepted && Reference.NewErrors.All(FoundByEmitAlone.Contains));

    public bool Agrees => Verdict.Kind == (Reference.NewErrors.Count == 0 ? VerdictKind.Accepted : VerdictKind.Rejected);

    /// <summary>Whether it is a change of a body that was accepted.</summary>
    public bool IsAcceptedBody => Mutation.Kind.IsOfBody && Verdict.Kind == VerdictKind.Accepted;

    /// <summary>Whether a project was asked about it that it does not stand in.</summary>
    public bool IsFeltAcross => Verdict.Stage == Stage.Dependents;
}
