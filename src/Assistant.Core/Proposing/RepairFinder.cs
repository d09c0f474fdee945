using Assistant.Core.Edits;
using Assistant.Core.Verification;
using Microsoft.CodeAnalysis;

namespace Assistant.Core.Proposing;

/// <summary>
/// Finds the repairs of one diagnostic: every proposal is judged, and those that pass are ranked. Those that change nothing
/// but bodies are judged first, because that takes milliseconds where a change of a declaration may take a compilation.
/// </summary>
public sealed class RepairFinder(RulesTier rules)
{
    /// <summary>Asks for proposals and judges them.</summary>
    /// <param name="verifier">The judge of the text the diagnostic was found in.</param>
    /// <param name="document">The document that has it.</param>
    /// <param name="target">The diagnostic, located in a tree of that document.</param>
    /// <param name="reported">The same, as it is shown.</param>
    /// <param name="soFar">Told, after each repair that passes, of what has been found by then; null when nobody waits for it.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns>What was found, and the judge of the text after the chosen repair; null when none was chosen.</returns>
    public async Task<(RepairOutcome Outcome, Verifier? After)> FindAsync(
        Verifier verifier, Document document, Diagnostic target, ReportedDiagnostic reported, Action<RepairOutcome>? soFar, CancellationToken cancellationToken)
    {
        var passed = new SortedSet<RankedRepair>(RankedRepair.BestFirst);
        var rejected = new List<RejectedRepair>();
        // Only the best repair's judge of what comes after is kept: each holds whole compilations.
        Verifier? best = null;
        var proposals = await rules.ProposeAsync(verifier.Snapshot, document, target, cancellationToken);
        foreach (var proposal in proposals.OrderByDescending(proposal => IsWithinBodies(proposal.Changes)))
        {
            var (verdict, after) = await verifier.VerifyRepairAsync(proposal.Changes, target, cancellationToken);
            if (after is null || !verdict.Silencing.IsEmpty)
            {
                rejected.Add(new RejectedRepair(proposal.ToCandidate(), verdict));
                continue;
            }

            var ranked = RankedRepair.Of(proposal, verdict, passed.Count);
            passed.Add(ranked);
            if (passed.Min == ranked)
                best = after;
            soFar?.Invoke(Outcome(reported, passed, rejected));
        }

        var outcome = Outcome(reported, passed, rejected);
        return (outcome, outcome.Chosen is null ? null : best);
    }

    // As far as the text before says.
    private static bool IsWithinBodies(ChangeSet changes) => changes.Files.All(file => file is { Before: not null, After: not null }
        && changes.Before.Solution.GetDocument(file.Documents[0]) is { } document && document.TryGetSyntaxRoot(out var root)
        && file.Pieces.All(piece => root.FindNode(piece.Old).AncestorsAndSelf().Any(node => BodyMember.BodyOf(node)?.Span.Contains(piece.Old) == true)));

    private static RepairOutcome Outcome(ReportedDiagnostic reported, SortedSet<RankedRepair> passed, List<RejectedRepair> rejected)
    {
        var tied = passed.TakeWhile(ranked => ranked.IsTiedWith(passed.Min!)).Select(ranked => ranked.Repair).ToList();
        var others = passed.Skip(tied.Count).Select(ranked => ranked.Repair);
        return tied.Count > 1
            ? new RepairOutcome(reported, null, [.. tied], [.. others], [.. rejected])
            : new RepairOutcome(reported, passed.Min?.Repair, [], [.. others], [.. rejected]);
    }
}
