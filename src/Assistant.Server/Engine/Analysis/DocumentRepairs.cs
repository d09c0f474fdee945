using Assistant.Core.Proposing;

namespace Assistant.Server.Engine.Analysis;

/// <summary>Searches for the repairs of one document's diagnostics, and tells of each as it is found.</summary>
/// <param name="rules">Who proposes.</param>
/// <param name="findings">The diagnostics.</param>
/// <param name="tell">Hears of the findings with what is known by then.</param>
internal sealed class DocumentRepairs(RulesTier rules, DocumentFindings findings, Func<DocumentFindings, CancellationToken, ValueTask> tell)
{
    private readonly RepairSearch?[] searches = new RepairSearch?[findings.Findings.Length];
    private DocumentFindings told = findings;

    /// <summary>The document.</summary>
    public string Uri => told.Text.Uri;

    /// <summary>Judges the repairs that take a moment, diagnostic by diagnostic.</summary>
    public async Task JudgeQuicklyAsync(CancellationToken cancellationToken)
    {
        var verifier = told.Judge!.Verifier;
        for (var index = 0; index < searches.Length; index++)
        {
            var (diagnostic, id) = (told.Findings[index].Diagnostic, told.Findings[index].Document);
            var reported = verifier.Report(diagnostic, verifier.Snapshot.BuildOf(id.ProjectId));
            var search = await RepairSearch.BeginAsync(rules, verifier, verifier.Snapshot.Solution.GetDocument(id)!, diagnostic, reported, cancellationToken);
            searches[index] = search;
            await search.JudgeQuicklyAsync(SoFar(index, Judged.Some, cancellationToken), cancellationToken);
            await TellAsync(index, search.Outcome, search.IsDone ? Judged.All : Judged.Quick, cancellationToken);
        }
    }

    /// <summary>Judges the others.</summary>
    /// <param name="settled">The judge of the same texts that knows their errors.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns>How many repairs of the document passed, and those that were thrown away.</returns>
    public async Task<(int Accepted, IReadOnlyCollection<RejectedRepair> Rejected)> JudgeAsync(Judge settled, CancellationToken cancellationToken)
    {
        var (accepted, rejected) = (0, new List<RejectedRepair>());
        // Nobody holds on to the judge of before.
        told = told with { Judge = settled };
        await tell(told, cancellationToken);
        for (var index = 0; index < searches.Length; index++)
        {
            var search = searches[index]!;
            if (!search.IsDone)
            {
                await search.JudgeAsync(settled.Verifier, SoFar(index, Judged.Quick, cancellationToken), cancellationToken);
                await TellAsync(index, search.Outcome, Judged.All, cancellationToken);
            }

            var outcome = search.Outcome;
            accepted += outcome.Tied.Length + outcome.Alternatives.Length + (outcome.Chosen is null ? 0 : 1);
            rejected.AddRange(outcome.Rejected);
        }

        return (accepted, rejected);
    }

    private Action<RepairOutcome> SoFar(int index, Judged judged, CancellationToken cancellationToken) =>
        outcome => _ = TellAsync(index, outcome, judged, cancellationToken).AsTask();

    private ValueTask TellAsync(int index, RepairOutcome outcome, Judged judged, CancellationToken cancellationToken)
    {
        told = told with { Findings = told.Findings.SetItem(index, told.Findings[index] with { Outcome = outcome, Judged = judged }) };
        return tell(told, cancellationToken);
    }
}
