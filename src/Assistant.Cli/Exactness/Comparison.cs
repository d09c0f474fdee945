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
    /// Why the two words do not compare, or null: the reference stopped early and the verifier rejects, or the error is one
    /// that only emitting finds, and code is not emitted beside the errors that stand in the base.
    /// </summary>
    public string? Incomparable =>
        Reference is { NewErrors.Count: 0, IsPartial: true } && Verdict.Kind == VerdictKind.Rejected ? "errors of the base stop the compiler before what the verifier finds"
        : Reference is { NewErrors.Count: > 0, IsHidden: true } && Verdict.Kind == VerdictKind.Accepted && Reference.NewErrors.All(FoundByEmitAlone.Contains)
            ? "only emitting finds it, and beside errors of declarations nothing is emitted"
        : null;

    public bool IsComparable => Incomparable is null;

    public bool Agrees => Verdict.Kind == (Reference.NewErrors.Count == 0 ? VerdictKind.Accepted : VerdictKind.Rejected);

    /// <summary>Whether it is a change of a body that was accepted.</summary>
    public bool IsAcceptedBody => Mutation.IsOfBody && Verdict.Kind == VerdictKind.Accepted;

    /// <summary>Whether it is a change outside of bodies that was accepted without a look at the other files.</summary>
    public bool IsFeltInFileAlone => !Mutation.IsOfBody && IsAcceptedInFile(Verdict);

    /// <summary>Whether a project was asked about it that it does not stand in.</summary>
    public bool IsFeltAcross => Verdict.Stage == Stage.Dependents;

    /// <summary>Whether one file decided. Beside errors that keep the compiler from lowering, binding it does.</summary>
    public static bool IsAcceptedInFile(Verdict verdict) => verdict is { Kind: VerdictKind.Accepted, Stage: Stage.Document or Stage.Body };
}
