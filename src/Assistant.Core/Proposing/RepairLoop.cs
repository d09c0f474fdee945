using System.Runtime.CompilerServices;
using Assistant.Core.Snapshots;
using Assistant.Core.Verification;
using Microsoft.CodeAnalysis;

namespace Assistant.Core.Proposing;

/// <summary>
/// Repairs one diagnostic after the other until nothing more can be repaired. Each repair is judged on the text that the
/// repairs before it left; a repair that passes becomes part of that text. The law: the number of errors never rises, and
/// a diagnostic that had no repair is tried again only after another repair changed something.
/// </summary>
public sealed class RepairLoop(RulesTier rules, RepairSelection selection)
{
    // A repair can uncover an error; this many repairs for each error at the start are more than any honest chain needs.
    private const int MostRepairsPerTarget = 3;

    /// <summary>The snapshot with all repairs so far.</summary>
    public Snapshot? Repaired { get; private set; }

    /// <summary>Repairs, one outcome at a time, as they are decided; those that stay unrepaired come last.</summary>
    /// <param name="start">The judge of the broken text.</param>
    /// <param name="progress">What is being worked on.</param>
    /// <param name="cancellationToken">Ends the work; <see cref="Repaired"/> then holds what was repaired so far.</param>
    public async IAsyncEnumerable<RepairOutcome> RunAsync(Verifier start, IProgress<string> progress, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var verifier = start;
        Repaired = start.Snapshot;
        var unsolved = new Dictionary<Target, RepairOutcome>();
        var repairs = 0;
        var most = -1;
        for (var progressed = true; progressed;)
        {
            progressed = false;
            unsolved.Clear();
            while (true)
            {
                var targets = await TargetsAsync(verifier, cancellationToken);
                if (most < 0)
                    most = targets.Count * MostRepairsPerTarget;
                var target = targets.Find(candidate => !unsolved.ContainsKey(candidate));
                if (target is null || repairs >= most)
                    break;
                progress.Report($"{target.Reported.Path}:{target.Reported.Line} {target.Reported.Id}");
                var (outcome, after) = await RepairAsync(verifier, target, cancellationToken);
                if (after is null)
                {
                    unsolved.Add(target, outcome);
                    continue;
                }

                verifier = after;
                Repaired = after.Snapshot;
                repairs++;
                progressed = true;
                yield return outcome;
            }

            if (unsolved.Count == 0)
                break;
        }

        foreach (var outcome in unsolved.Values)
            yield return outcome;
    }

    private async Task<(RepairOutcome Outcome, Verifier? After)> RepairAsync(Verifier verifier, Target target, CancellationToken cancellationToken)
    {
        var document = verifier.Snapshot.Solution.GetDocument(target.Document)!;
        var passed = new List<(VerifiedRepair Repair, Verifier After)>();
        var rejected = new List<RejectedRepair>();
        foreach (var candidate in await rules.ProposeAsync(verifier.Snapshot, document, target.Diagnostic, cancellationToken))
        {
            var (verdict, after) = await verifier.VerifyRepairAsync(candidate.Changes, target.Diagnostic, cancellationToken);
            if (after is not null && verdict.Silencing.IsEmpty)
                passed.Add((new VerifiedRepair(candidate, verdict), after));
            else
                rejected.Add(new RejectedRepair(candidate, verdict));
        }

        var ordered = Ranking.Order(passed.Select(pair => pair.Repair));
        var chosen = ordered.FirstOrDefault();
        var outcome = new RepairOutcome(target.Reported, chosen, chosen is null ? [] : [.. chosen.Candidate.Changes.ToEdits()], [.. ordered.Skip(1)], [.. rejected]);
        return (outcome, passed.Find(pair => pair.Repair == chosen).After);
    }

    // Errors before warnings, dependencies before dependents, then by place; once for all frameworks that report it.
    private async Task<List<Target>> TargetsAsync(Verifier verifier, CancellationToken cancellationToken)
    {
        var targets = new List<Target>();
        var solution = verifier.Snapshot.Solution;
        foreach (var id in solution.GetProjectDependencyGraph().GetTopologicallySortedProjects(cancellationToken))
        {
            IEnumerable<Diagnostic> diagnostics = await verifier.ErrorsAsync(id, cancellationToken);
            if (selection.WithWarnings)
                diagnostics = diagnostics.Concat(await verifier.WarningsAsync(id, cancellationToken));
            var seen = new Dictionary<ErrorCount.Key, int>();
            var inPlace = diagnostics.Where(selection.Includes)
                .OrderBy(diagnostic => diagnostic.Location.SourceTree?.FilePath, StringComparer.Ordinal)
                .ThenBy(diagnostic => diagnostic.Location.SourceSpan.Start);
            foreach (var diagnostic in inPlace)
            {
                var path = diagnostic.Location.SourceTree?.FilePath;
                var document = solution.GetDocumentIdsWithFilePath(path).FirstOrDefault(document => document.ProjectId == id && solution.GetDocument(document) is not null);
                if (document is null)
                    continue;
                var key = ErrorCount.KeyOf(diagnostic);
                var nth = seen[key] = seen.GetValueOrDefault(key) + 1;
                targets.Add(new Target(diagnostic, document, verifier.Report(diagnostic, verifier.Snapshot.BuildOf(id)), key, nth));
            }
        }

        return [.. targets.Distinct().OrderByDescending(target => target.Diagnostic.Severity)];
    }

    /// <summary>
    /// A diagnostic to repair. It is known by its key and by how many of the same key stand before it in its file, so that
    /// it stays the same when lines shift, and is the same in every framework that reports it.
    /// </summary>
    private sealed record Target(Diagnostic Diagnostic, DocumentId Document, ReportedDiagnostic Reported, ErrorCount.Key Key, int Nth)
    {
        public bool Equals(Target? other) => other is not null && Key == other.Key && Nth == other.Nth;

        public override int GetHashCode() => HashCode.Combine(Key, Nth);
    }
}
