using System.Collections.Immutable;
using Assistant.Cli.Exactness;
using Assistant.Core.Edits;
using Assistant.Core.Proposing;
using Assistant.Core.Snapshots;
using Assistant.Core.Verification;
using Microsoft.CodeAnalysis;

namespace Assistant.Cli.Repairs;

/// <summary>
/// Puts faults into code that compiles, lets the repair loop at them and looks at what is left. A fault counts when the
/// compiler reports it: as an error or, where it brings none, as a warning that was not there. The same seed gives the
/// same faults. Its repair counts when the compiler reports nothing that it did not report before the fault: of a fault alone
/// nowhere, of several at once in none of the files in which each of them by itself brought errors.
/// </summary>
internal sealed class RepairRun(Snapshot disk, Verifier verifier, RulesTier rules, Random random, Action<string>? tell)
{
    private const int MostDraws = 60;

    private readonly DrawnFiles files = new(disk);

    /// <summary>A round: some faults at once, each in a file of its own.</summary>
    /// <param name="kinds">The kinds of the faults.</param>
    /// <param name="tallies">Where they are counted, one for each of <paramref name="kinds"/>.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns>Errors before and after the repairs; null when some kind found no place.</returns>
    public async Task<(int Before, int After)?> RoundAsync(IReadOnlyList<MutationKind> kinds, IReadOnlyList<RepairTally> tallies, CancellationToken cancellationToken)
    {
        var faults = new List<InjectedFault>();
        foreach (var kind in kinds)
        {
            if (await InjectAsync(kind, faults, kinds.Count == 1, cancellationToken) is not { } fault)
                return null;
            faults.Add(fault);
        }

        var (changes, _) = await ChangeSet.CreateAsync(disk, [.. faults.Select(fault => fault.Edit)], cancellationToken);
        var broken = new Verifier(changes!.After);
        var before = await CountAsync(broken, cancellationToken);
        var warnings = faults.Exists(fault => fault.Warning is not null);
        var loop = new RepairLoop(rules, models: null, new RepairSelection(warnings, [.. faults.Select(fault => fault.Warning).OfType<string>()]));
        var outcomes = new List<RepairOutcome>();
        await foreach (var outcome in loop.RunAsync(broken, new Progress<string>(), cancellationToken))
            outcomes.Add(outcome);

        var repaired = new Verifier(loop.Repaired!);
        var after = await CountAsync(repaired, cancellationToken);
        var wrong = await WrongFilesAsync(repaired, cancellationToken);
        var warned = await WarnedFilesAsync(loop.Repaired!, cancellationToken);
        for (var index = 0; index < faults.Count; index++)
        {
            var path = faults[index].Edit.Path;
            // What a repair did to files without a fault belongs to the fault when it is the only one.
            var isAlone = faults.Count == 1;
            var hasErrors = isAlone ? wrong.Count > 0 : faults[index].Wrong.Overlaps(wrong);
            var hasNewWarnings = isAlone ? warned.Count > 0 : warned.Contains(path);
            var isTied = outcomes.Exists(outcome => !outcome.Tied.IsEmpty && (isAlone || outcome.Target.Path == path));
            var ending = await EndingAsync(faults[index], loop.Repaired!, new Aftermath(isAlone, hasErrors, hasNewWarnings, isTied), cancellationToken);
            tallies[index].Count(ending);
            if (tell is not null && ending != FaultEnding.Exactly)
                Tell(tell, kinds[index].Name, RepairTally.Word(ending), changes, faults[index].Edit.Path, outcomes);
        }

        if (after > before)
        {
            tallies[0].CountWorse();
            tell?.Invoke($"worse: {before} errors, {after} after the repairs");
        }

        return (before, after);
    }

    // What was repaired in other files belongs to the fault when it is the only one.
    private static void Tell(Action<string> tell, string kind, string ending, ChangeSet changes, string path, List<RepairOutcome> outcomes)
    {
        var change = changes.Files.Single(file => changes.Before.RelativePath(file.FullPath) == path);
        foreach (var line in FaultStory.Lines(kind, ending, change, outcomes.Where(outcome => changes.Files.Length == 1 || outcome.Target.Path == path)))
            tell(line);
    }

    // Wrong: the files in which it brings errors, and its own.
    private sealed record InjectedFault(ReplaceText Edit, ImmutableHashSet<string?> Wrong, string? Warning);

    // What is left of a fault and of its repairs.
    private sealed record Aftermath(bool IsAlone, bool HasErrors, bool HasNewWarnings, bool IsTied);

    private async Task<InjectedFault?> InjectAsync(MutationKind kind, List<InjectedFault> others, bool countWarnings, CancellationToken cancellationToken)
    {
        for (var draws = 0; draws < MostDraws; draws++)
        {
            if (await files.DrawAsync(kind, random, cancellationToken) is not { Edits: [var edit] } || others.Exists(other => other.Edit.Path == edit.Path))
                continue;
            var verdict = await verifier.VerifyAsync([edit], withAnalyzers: false, cancellationToken);
            if (verdict.Kind == VerdictKind.Rejected)
                return new InjectedFault(edit, [edit.Path, .. verdict.NewDiagnostics.Select(error => error.Path)], null);
            if (verdict.Kind == VerdictKind.Accepted && countWarnings && await NewWarningAsync(edit, cancellationToken) is { } id)
                return new InjectedFault(edit, [edit.Path], id);
        }

        return null;
    }

    // Binding the file alone tells: these warnings stand where the fault does.
    private async Task<string?> NewWarningAsync(ReplaceText edit, CancellationToken cancellationToken)
    {
        var (changes, _) = await ChangeSet.CreateAsync(disk, [edit], cancellationToken);
        foreach (var document in changes!.Files[0].Documents)
        {
            var before = await WarningsAsync(disk.Solution.GetDocument(document), cancellationToken);
            var after = await WarningsAsync(changes.After.Solution.GetDocument(document), cancellationToken);
            if (after.Count > before.Count)
                return after.Select(warning => warning.Id).First(id => after.Count(other => other.Id == id) > before.Count(other => other.Id == id));
        }

        return null;
    }

    private static async Task<List<Diagnostic>> WarningsAsync(Document? document, CancellationToken cancellationToken) =>
        document is null ? [] :
        [
            .. (await document.GetSemanticModelAsync(cancellationToken))!.GetDiagnostics(cancellationToken: cancellationToken)
                .Where(diagnostic => diagnostic is { Severity: DiagnosticSeverity.Warning, IsSuppressed: false }),
        ];

    private async Task<int> CountAsync(Verifier judge, CancellationToken cancellationToken)
    {
        var count = 0;
        foreach (var build in disk.Builds)
            count += (await judge.ErrorsAsync(build.Id, cancellationToken)).Length;
        return count;
    }

    private async Task<HashSet<string?>> WrongFilesAsync(Verifier judge, CancellationToken cancellationToken)
    {
        var wrong = new HashSet<string?>(StringComparer.Ordinal);
        foreach (var build in disk.Builds)
            wrong.UnionWith((await judge.ErrorsAsync(build.Id, cancellationToken)).Select(error => judge.Report(error, build).Path));
        return wrong;
    }

    // The files that a repair or a fault changed and that have more warnings of some id than before.
    private async Task<HashSet<string>> WarnedFilesAsync(Snapshot repaired, CancellationToken cancellationToken)
    {
        var warned = new HashSet<string>(StringComparer.Ordinal);
        if (await ChangeSet.BetweenAsync(disk, repaired.Solution, cancellationToken) is not { } changes)
            return warned;
        foreach (var file in changes.Files)
        {
            foreach (var document in file.Documents)
            {
                var before = await WarningsAsync(disk.Solution.GetDocument(document), cancellationToken);
                var after = await WarningsAsync(repaired.Solution.GetDocument(document), cancellationToken);
                if (after.CountBy(warning => warning.Id).Any(pair => pair.Value > before.Count(other => other.Id == pair.Key)))
                    warned.Add(disk.RelativePath(file.FullPath));
            }
        }

        return warned;
    }

    private async Task<FaultEnding> EndingAsync(InjectedFault fault, Snapshot repaired, Aftermath aftermath, CancellationToken cancellationToken)
    {
        var id = disk.Solution.GetDocumentIdsWithFilePath(Path.GetFullPath(Path.Combine(disk.Root, fault.Edit.Path)))[0];
        var original = await disk.Solution.GetDocument(id)!.GetTextAsync(cancellationToken);
        var isExact = repaired.Solution.GetDocument(id) is { } document && original.ContentEquals(await document.GetTextAsync(cancellationToken));
        // Restored among several it is gone, and what is still wrong is another's. Alone, all that is wrong is its own.
        var isGone = (isExact && !aftermath.IsAlone)
            || (!aftermath.HasErrors && (fault.Warning is null || await IsGoneAsync(repaired, id, fault.Warning, cancellationToken)));
        return !isGone ? aftermath.IsTied ? FaultEnding.Tied : FaultEnding.Left
            : aftermath.HasNewWarnings ? FaultEnding.Warned
            : isExact ? FaultEnding.Exactly
            : FaultEnding.Otherwise;
    }

    private async Task<bool> IsGoneAsync(Snapshot repaired, DocumentId id, string warning, CancellationToken cancellationToken) =>
        (await WarningsAsync(repaired.Solution.GetDocument(id), cancellationToken)).Count(other => other.Id == warning)
        <= (await WarningsAsync(disk.Solution.GetDocument(id), cancellationToken)).Count(other => other.Id == warning);
}
