using System.Collections.Immutable;
using Assistant.Core.Edits;
using Assistant.Core.Snapshots;
using Assistant.Core.Verification;
using Assistant.Tests.Kit;
using Microsoft.CodeAnalysis;
using Xunit;

namespace Assistant.Tests.Verification;

/// <summary>
/// Asks the verifier for every proposal of a case, compares its words with the case's last section, and its verdict with
/// that of the oracle. Set ASSISTANT_GOLDENS=write to replace the last sections; the oracle is never overruled.
/// </summary>
internal static class CaseRun
{
    public static async Task CheckAsync(string name)
    {
        var path = Path.Combine(Repository.Cases, name + ".txt");
        var marked = MarkedCase.Parse(await File.ReadAllTextAsync(path));
        Assert.NotEmpty(marked.Proposals);
        var before = Oracle.Errors(marked, 0);
        Assert.True(marked.Repairs is not null || before.Count > 0 == marked.IsDirty, $"before: [{string.Join("; ", before)}]");
        var lines = new List<string>();
        var verifier = new Verifier(TestSolution.Open(marked));
        foreach (var proposal in marked.Proposals)
        {
            var verdict = await AskAsync(marked, proposal, verifier, verifier);
            lines.Add($"{proposal} {Show(verdict)}");
            CompareWithOracle(marked, proposal, verdict, before);
            await CompareWithEditedAsync(marked, proposal, verdict, verifier.Snapshot);
        }

        var shown = string.Join('\n', lines);
        if (Environment.GetEnvironmentVariable("ASSISTANT_GOLDENS") == "write")
            await File.WriteAllTextAsync(path, marked.WithExpected(shown));
        else
            Assert.Equal(marked.Expected, shown);
    }

    private static async Task<Verdict> AskAsync(MarkedCase marked, int proposal, Verifier verifier, Verifier fresh)
    {
        if (marked.Repairs is null)
            return await verifier.VerifyAsync(marked.Edits(proposal), marked.WithAnalyzers, CancellationToken.None);
        var (changes, problem) = await ChangeSet.CreateAsync(verifier.Snapshot, marked.Edits(proposal), CancellationToken.None);
        Assert.Null(problem);
        var (verdict, _) = await verifier.VerifyRepairAsync(changes!, await TargetAsync(marked.Repairs, fresh), CancellationToken.None);
        return verdict;
    }

    // The judge of a text knows the same, however its user came to that text: from the proposal's, or from nothing.
    private static async Task CompareWithEditedAsync(MarkedCase marked, int proposal, Verdict verdict, Snapshot snapshot)
    {
        var (changes, _) = await ChangeSet.CreateAsync(snapshot, marked.Edits(proposal), CancellationToken.None);
        if (changes is null)
            return;
        var texts = changes.Files.ToDictionary(file => file.FullPath, file => file.Before?.ToString(), StringComparer.Ordinal);
        foreach (var earlier in new[] { changes.Files.ToDictionary(file => file.FullPath, file => file.After?.ToString(), StringComparer.Ordinal), texts.ToDictionary(file => file.Key, _ => (string?)"", StringComparer.Ordinal) })
        {
            var (there, problem) = await ChangeSet.OfTextsAsync(snapshot, earlier, CancellationToken.None);
            if (there is null || problem is not null)
                continue;
            var verifier = new Verifier(there.After);
            foreach (var project in there.After.Solution.ProjectIds)
                await verifier.ErrorsAsync(project, CancellationToken.None);
            var (back, _) = await ChangeSet.OfTextsAsync(there.After, texts, CancellationToken.None);
            if (back is null)
                continue;
            verifier = await verifier.ChangedAsync(back, CancellationToken.None);
            Assert.Equal(ShowWithoutStage(verdict), ShowWithoutStage(await AskAsync(marked, proposal, verifier, new Verifier(verifier.Snapshot))));
        }
    }

    private static string ShowWithoutStage(Verdict verdict) => Show(verdict with { Stage = Stage.Input });

    private static async Task<Diagnostic> TargetAsync(string id, Verifier verifier)
    {
        foreach (var project in verifier.Snapshot.Solution.ProjectIds)
        {
            ImmutableArray<Diagnostic> all = [.. await verifier.ErrorsAsync(project, CancellationToken.None), .. await verifier.WarningsAsync(project, CancellationToken.None)];
            if (all.FirstOrDefault(diagnostic => diagnostic.Id == id) is { } target)
                return target;
        }

        throw new InvalidDataException($"the case has no {id} to repair");
    }

    private static string Show(Verdict verdict)
    {
        var kind = verdict.Kind.ToString();
        var ids = string.Concat(verdict.NewDiagnostics.OrderBy(found => found.Id, StringComparer.Ordinal).ThenBy(found => found.Path, StringComparer.Ordinal)
            .Select(found => $" {found.Id}@{found.Path ?? "-"}"));
        var silencing = string.Concat(verdict.Silencing.Select(found => $" [{found.Rule} {found.Path}:{found.Line}]"));
        var reason = verdict.Reason is null ? "" : $" ({verdict.Reason})";
        return $"{char.ToLowerInvariant(kind[0])}{kind[1..]} {verdict.Stage.ToString().ToLowerInvariant()}{ids}{silencing}{reason}";
    }

    private static void CompareWithOracle(MarkedCase marked, int proposal, Verdict verdict, List<Oracle.Error> before)
    {
        if (verdict.Kind is VerdictKind.Invalid or VerdictKind.NotVerified || verdict.Stage == Stage.Analyzers)
            return;
        var after = Oracle.Errors(marked, proposal);
        var added = Oracle.New(before, after);
        var said = $"proposal {proposal}: the verifier says {Show(verdict)}, the compiler adds [{string.Join("; ", added)}]";
        // What the verifier reports is what the compiler reports, though it may stop at the first stage that finds any.
        var reported = verdict.NewDiagnostics.Select(found => new Oracle.Error(found.Project, found.TargetFramework, found.Id, found.Path ?? "", found.Message));
        Assert.True(Oracle.New(added, reported).Count == 0, said);
        if (marked.Repairs is not null)
        {
            var isGone = Oracle.New(after, before).Exists(error => error.Id == marked.Repairs) || IsWarningGone(marked, proposal);
            var isSound = isGone && after.Count <= before.Count;
            Assert.True(verdict.Kind == VerdictKind.Rejected ? !isSound || added.Exists(error => !Oracle.WasHidden(marked, error)) : isSound, said);
            return;
        }

        Assert.True((verdict.Kind == VerdictKind.Accepted) == (added.Count == 0), said);
    }

    // A warning is repaired when it is gone and there is no other instead, in any file.
    private static bool IsWarningGone(MarkedCase marked, int proposal)
    {
        var before = Oracle.Warnings(marked, 0);
        var after = Oracle.Warnings(marked, proposal);
        return Oracle.New(after, before).Exists(warning => warning.Id == marked.Repairs) && Oracle.New(before, after).Count == 0;
    }
}
