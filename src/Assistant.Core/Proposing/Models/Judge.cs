using Assistant.Core.Edits;
using Assistant.Core.Testing;
using Assistant.Core.Verification;
using Microsoft.CodeAnalysis;

namespace Assistant.Core.Proposing.Models;

/// <summary>What decides whether a model's proposal is shown.</summary>
public abstract class Judge
{
    private Judge()
    {
    }

    /// <summary>One that wants a diagnostic gone and nothing hidden, dropped or broken for it.</summary>
    /// <param name="verifier">The judge of the text that has it.</param>
    /// <param name="target">The diagnostic.</param>
    public static Judge OfRepair(Verifier verifier, Diagnostic target) => new RepairJudge(verifier, target);

    /// <summary>One that wants nothing broken and nothing hidden: what is dropped may be what was asked for.</summary>
    /// <param name="verifier">The judge of the text that is to change.</param>
    public static Judge OfEdit(Verifier verifier) => new EditJudge(verifier);

    /// <summary>This one, which asks tests too of what it would take.</summary>
    /// <param name="tests">The tests; null where they were not asked for.</param>
    public Judge With(IProposalTests? tests) => tests is null ? this : new TestedJudge(this, tests);

    /// <summary>Judges.</summary>
    /// <returns>The verdict; why the proposal is not taken, empty when it is; and the judge of what comes after, where it is known.</returns>
    internal abstract Task<(Verdict Verdict, string Reason, Verifier? After)> DecideAsync(ChangeSet changes, CancellationToken cancellationToken);

    private static string ReasonOf(Verdict verdict, bool isSilencing) => verdict switch
    {
        { Kind: VerdictKind.Rejected, NewDiagnostics: [_, ..] } => "the compiler rejects it.",
        { Kind: VerdictKind.Rejected } => verdict.Reason is null ? "it does not compile." : $"{verdict.Reason}.",
        { Kind: VerdictKind.NotVerified or VerdictKind.Invalid } => $"it cannot be verified: {verdict.Reason}.",
        _ => isSilencing ? "it makes the error go away without mending it." : "",
    };

    private sealed class RepairJudge(Verifier verifier, Diagnostic target) : Judge
    {
        internal override async Task<(Verdict Verdict, string Reason, Verifier? After)> DecideAsync(ChangeSet changes, CancellationToken cancellationToken)
        {
            var (verdict, after) = await verifier.VerifyRepairAsync(changes, target, cancellationToken);
            var broken = verdict.Silencing.IsEmpty ? [] : await BrokenLinesAsync(cancellationToken);
            return (verdict, ReasonOf(verdict, verdict.Silencing.Any(found => !IsOfNothing(found, verdict, broken))), after);
        }

        // A call of what does not exist does nothing, and whoever writes the statement in another way drops nothing with it; the
        // statement itself was there for something.
        private static bool IsOfNothing(Silencing found, Verdict verdict, HashSet<(string? Path, int Line)> broken) => found.Rule == "lost call" && broken.Contains((found.Path, found.Line))
            && !verdict.Silencing.Any(other => other.Rule != "lost call" && other.Path == found.Path && other.Line == found.Line);

        private async Task<HashSet<(string? Path, int Line)>> BrokenLinesAsync(CancellationToken cancellationToken)
        {
            var lines = new HashSet<(string? Path, int Line)>();
            foreach (var build in verifier.Snapshot.Builds)
            {
                foreach (var error in await verifier.ErrorsAsync(build.Id, cancellationToken))
                    lines.Add((error.Location.SourceTree is { } tree ? verifier.Snapshot.RelativePath(tree.FilePath) : null, error.Location.GetLineSpan().StartLinePosition.Line + 1));
            }

            return lines;
        }
    }

    private sealed class TestedJudge(Judge judge, IProposalTests tests) : Judge
    {
        internal override async Task<(Verdict Verdict, string Reason, Verifier? After)> DecideAsync(ChangeSet changes, CancellationToken cancellationToken)
        {
            var (verdict, reason, after) = await judge.DecideAsync(changes, cancellationToken);
            if (reason.Length > 0)
                return (verdict, reason, after);
            var report = await tests.RunAsync(changes, cancellationToken);
            return (verdict with { Tests = report }, report.IsAgainst ? $"{report.Words}." : "", after);
        }
    }

    private sealed class EditJudge(Verifier verifier) : Judge
    {
        internal override async Task<(Verdict Verdict, string Reason, Verifier? After)> DecideAsync(ChangeSet changes, CancellationToken cancellationToken)
        {
            var verdict = await verifier.VerifyAsync(changes, withAnalyzers: false, cancellationToken);
            return (verdict, ReasonOf(verdict, verdict.Silencing.Any(found => found.Hides)), null);
        }
    }
}
