using System.Collections.Immutable;
using Assistant.Core.Edits;
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
            var verdict = await AskAsync(marked, proposal, verifier);
            lines.Add($"{proposal} {Show(verdict)}");
            CompareWithOracle(marked, proposal, verdict, before);
        }

        var shown = string.Join('\n', lines);
        if (Environment.GetEnvironmentVariable("ASSISTANT_GOLDENS") == "write")
            await File.WriteAllTextAsync(path, marked.WithExpected(shown));
        else
            Assert.Equal(marked.Expected, shown);
    }

    private static async Task<Verdict> AskAsync(MarkedCase marked, int proposal, Verifier verifier)
    {
        if (marked.Repairs is null)
            return await verifier.VerifyAsync(marked.Edits(proposal), marked.WithAnalyzers, CancellationToken.None);
        var (changes, problem) = await ChangeSet.CreateAsync(verifier.Snapshot, marked.Edits(proposal), CancellationToken.None);
        Assert.Null(problem);
        var (verdict, _) = await verifier.VerifyRepairAsync(changes!, await TargetAsync(marked.Repairs, verifier), CancellationToken.None);
        return verdict;
    }

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
