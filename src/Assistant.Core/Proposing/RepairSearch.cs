using Assistant.Core.Edits;
using Assistant.Core.Testing;
using Assistant.Core.Verification;
using Microsoft.CodeAnalysis;

namespace Assistant.Core.Proposing;

/// <summary>
/// The search for the repairs of one diagnostic: every proposal is judged, and those that pass are ranked. Those that change
/// nothing but bodies are judged first, because that takes milliseconds where a change of a declaration may take a
/// compilation. Used by one caller at a time.
/// </summary>
public sealed class RepairSearch
{
    private readonly Verifier verifier;
    private readonly Diagnostic target;
    private readonly ReportedDiagnostic reported;
    private readonly List<(Proposal Proposal, int Order)> waiting;
    private readonly SortedSet<RankedRepair> passed = new(RankedRepair.BestFirst);
    private readonly SortedList<int, RejectedRepair> rejected = [];

    // Only the best repair's judge of what comes after is kept: each holds whole compilations.
    private Verifier? best;

    private RepairSearch(Verifier verifier, Diagnostic target, ReportedDiagnostic reported, IReadOnlyList<Proposal> proposals)
    {
        this.verifier = verifier;
        this.target = target;
        this.reported = reported;
        waiting = [.. proposals.OrderByDescending(proposal => IsWithinBodies(proposal.Changes)).Select((proposal, order) => (proposal, order))];
    }

    /// <summary>Whether every proposal was judged.</summary>
    public bool IsDone => waiting.Count == 0;

    /// <summary>What was found by now.</summary>
    public RepairOutcome Outcome
    {
        get
        {
            var tied = passed.TakeWhile(ranked => ranked.IsTiedWith(passed.Min!)).Select(ranked => ranked.Repair).ToList();
            var others = passed.Skip(tied.Count).Select(ranked => ranked.Repair);
            return tied.Count > 1
                ? new RepairOutcome(reported, null, [.. tied], [.. others], [.. rejected.Values])
                : new RepairOutcome(reported, passed.Min?.Repair, [], [.. others], [.. rejected.Values]);
        }
    }

    /// <summary>The judge of the text after the chosen repair; null when none was chosen, or when it was found by <see cref="JudgeQuicklyAsync"/>.</summary>
    public Verifier? After => Outcome.Chosen is null ? null : best;

    /// <summary>Asks for proposals.</summary>
    /// <param name="rules">Who proposes.</param>
    /// <param name="verifier">The judge of the text the diagnostic was found in.</param>
    /// <param name="document">The document that has it.</param>
    /// <param name="target">The diagnostic, located in a tree of that document.</param>
    /// <param name="reported">The same, as it is shown.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public static async Task<RepairSearch> BeginAsync(
        RulesTier rules, Verifier verifier, Document document, Diagnostic target, ReportedDiagnostic reported, CancellationToken cancellationToken) =>
        new(verifier, target, reported, await rules.ProposeAsync(verifier.Snapshot, document, target, cancellationToken));

    /// <summary>Judges the proposals of which no whole project need be asked.</summary>
    /// <param name="soFar">Told, after each repair that passes, of what has been found by then.</param>
    /// <param name="cancellationToken">Ends the work; what was judged stays judged.</param>
    public async Task JudgeQuicklyAsync(Action<RepairOutcome> soFar, CancellationToken cancellationToken)
    {
        foreach (var (proposal, order) in waiting.ToList())
        {
            if (await verifier.VerifyRepairQuicklyAsync(proposal.Changes, target, cancellationToken) is { } verdict)
                Take(proposal, order, verdict, after: null, soFar);
        }
    }

    /// <summary>Judges all proposals that were not judged yet.</summary>
    /// <param name="settled">A judge of the same text.</param>
    /// <param name="soFar">Told, after each repair that passes, of what has been found by then; null when nobody waits for it.</param>
    /// <param name="cancellationToken">Ends the work; what was judged stays judged.</param>
    public async Task JudgeAsync(Verifier settled, Action<RepairOutcome>? soFar, CancellationToken cancellationToken)
    {
        foreach (var (proposal, order) in waiting.ToList())
        {
            var (verdict, after) = await settled.VerifyRepairAsync(proposal.Changes, target, cancellationToken);
            Take(proposal, order, verdict, after, soFar);
        }
    }

    /// <summary>Asks tests about the repair that would be chosen, and about the next as long as they speak against it.</summary>
    /// <param name="settled">A judge of the same text.</param>
    /// <param name="tests">The tests.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public async Task TestAsync(Verifier settled, IProposalTests tests, CancellationToken cancellationToken)
    {
        while (Outcome.Chosen is { } chosen && passed.Min is { } ranked)
        {
            var changes = (await ChangeSet.CreateAsync(settled.Snapshot, chosen.Candidate.Edits, cancellationToken)).Changes!;
            // What comes after it is kept of the best one alone.
            if (best is null)
                (_, best) = await settled.VerifyRepairAsync(changes, target, cancellationToken);
            var report = await tests.RunAsync(changes, cancellationToken);
            passed.Remove(ranked);
            var verdict = chosen.Verdict with { Tests = report };
            if (!report.IsAgainst)
            {
                passed.Add(ranked.With(verdict));
                return;
            }

            rejected.Add(ranked.Order, new RejectedRepair(chosen.Candidate, verdict));
            best = null;
        }
    }

    private void Take(Proposal proposal, int order, Verdict verdict, Verifier? after, Action<RepairOutcome>? soFar)
    {
        waiting.Remove((proposal, order));
        if (verdict.Kind != VerdictKind.Accepted || !verdict.Silencing.IsEmpty)
        {
            rejected.Add(order, new RejectedRepair(proposal.ToCandidate(), verdict));
            return;
        }

        var ranked = RankedRepair.Of(proposal, verdict, order);
        passed.Add(ranked);
        if (passed.Min == ranked)
            best = after;
        soFar?.Invoke(Outcome);
    }

    // As far as the text before says.
    private static bool IsWithinBodies(ChangeSet changes) => changes.Files.All(file => file is { Before: not null, After: not null }
        && changes.Before.Solution.GetDocument(file.Documents[0]) is { } document && document.TryGetSyntaxRoot(out var root)
        && file.Pieces.All(piece => BodyMember.IsInBody(root, piece.Old)));
}
