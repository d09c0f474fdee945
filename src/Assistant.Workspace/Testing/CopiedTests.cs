using System.Collections.Immutable;
using Assistant.Core.Edits;
using Assistant.Core.Snapshots;
using Assistant.Core.Testing;
using Assistant.Platform;
using Assistant.Workspace.Building;

namespace Assistant.Workspace.Testing;

/// <summary>How tests are run.</summary>
/// <param name="Properties">MSBuild properties.</param>
/// <param name="TimeLimit">How long the tests of one proposal may take, builds included.</param>
/// <param name="Time">Clock.</param>
public sealed record TestOptions(IReadOnlyDictionary<string, string> Properties, TimeSpan TimeLimit, TimeProvider Time);

/// <summary>
/// Runs the tests that a proposal can reach in a copy of the solution's folder, which is made when it is first needed and gone
/// when this is disposed: the user's files are read and never written. A test that fails is run again on the text without the
/// proposal: when it fails there too, it says nothing. Where that text cannot be built, as when an error is to be repaired, no
/// test passed before, and each that fails counts. Where the text with the proposal cannot be built in the copy, nothing is
/// run and the verifier's word stands. What does not end in time speaks against the proposal.
/// </summary>
/// <param name="workspace">The proof that its code may run.</param>
/// <param name="sdk">The SDK that builds and runs.</param>
/// <param name="opened">The texts on disk.</param>
/// <param name="options">How.</param>
/// <param name="progress">Told what is being done.</param>
public sealed class CopiedTests(TrustedWorkspace workspace, Sdk sdk, Snapshot opened, TestOptions options, IProgress<string> progress) : IProposalTests, IDisposable
{
    // What stands in the copy otherwise than on disk, with what was there before; null for a new file.
    private readonly Dictionary<string, byte[]?> changed = new(StringComparer.Ordinal);

    // Tests that were run on the text without a proposal, and whether they failed there.
    private readonly Dictionary<string, bool> earlier = new(StringComparer.Ordinal);
    private Snapshot? before;
    private TempFolder? copy;

    /// <inheritdoc/>
    public async Task<TestReport> RunAsync(ChangeSet changes, CancellationToken cancellationToken)
    {
        progress.Report("Looking for the tests that the change can reach");
        var affected = await AffectedTests.FindAsync(changes, cancellationToken);
        if (affected.IsEmpty)
            return TestReport.Good("no test reaches the change");
        using var timeout = new CancellationTokenSource(options.TimeLimit, options.Time);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timeout.Token);
        try
        {
            return await RunAsync(changes, affected, limit.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new TestReport(IsAgainst: true, $"its tests did not end within {Minutes()}", []);
        }
        catch (Exception failure) when (failure is WorkspaceException or IOException or UnauthorizedAccessException)
        {
            return NotRun(failure.Message);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => copy?.Dispose();

    private static TestReport NotRun(string reason) => TestReport.Good($"its tests were not run: {reason}");

    private string Minutes() => options.TimeLimit.TotalMinutes is var minutes && minutes == 1 ? "a minute" : $"{minutes:0} minutes";

    private async Task<TestReport> RunAsync(ChangeSet changes, ImmutableArray<AffectedProject> affected, CancellationToken cancellationToken)
    {
        await PutAsync(changes.After, cancellationToken);
        var (passed, failed) = (0, new List<(AffectedProject Project, TestResult Result)>());
        foreach (var project in affected)
        {
            progress.Report($"Running {(project.Tests.IsEmpty ? "the" : $"{Count(project.Tests.Length)} of the")} tests of {Path.GetFileNameWithoutExtension(project.ProjectFile)}");
            var run = await RunAsync(project, cancellationToken);
            if (!run.IsBuilt || (run.Problem is not null && run.Results.Count == 0))
                return NotRun(run.Problem!);
            passed += run.Results.Count(result => result.Passed == true);
            failed.AddRange(run.Results.Where(result => result.Passed == false).Select(result => (project, result)));
            // A run that broke off: what it would have said nobody knows.
            if (run.Problem is { } problem)
                failed.Add((project, new TestResult(Path.GetFileNameWithoutExtension(project.ProjectFile), "", Passed: false, problem)));
        }

        if (failed.Count == 0)
            return TestReport.Good(passed == 0 ? "no test ran" : $"{Count(passed)} that can reach it {(passed == 1 ? "passes" : "pass")}");
        var (isKnown, mine) = await WithoutAsync(changes.Before, failed, cancellationToken);
        return mine.Length == 0
            ? TestReport.Good($"{Count(failed.Count)} {(failed.Count == 1 ? "fails" : "fail")} with it and without it")
            : new TestReport(IsAgainst: true, $"{Count(mine.Length)} {(mine.Length == 1 ? "fails" : "fail")} with it{(isKnown ? $" and {(mine.Length == 1 ? "passes" : "pass")} without it" : "")}", mine);
    }

    private static string Count(int tests) => tests == 1 ? "1 test" : $"{tests} tests";

    // Those of the failed ones that do not fail on the text without the proposal.
    private async Task<(bool IsKnown, ImmutableArray<FailedTest> Mine)> WithoutAsync(
        Snapshot without, List<(AffectedProject Project, TestResult Result)> failed, CancellationToken cancellationToken)
    {
        if (!ReferenceEquals(before, without))
        {
            before = without;
            earlier.Clear();
        }

        var isKnown = true;
        var unknown = failed.Where(one => !earlier.ContainsKey(KeyOf(one.Project, one.Result))).ToList();
        if (unknown.Count > 0)
            await PutAsync(without, cancellationToken);
        foreach (var (project, tests) in unknown.GroupBy(one => one.Project, one => one.Result).Select(group => (group.Key, group.ToList())))
        {
            progress.Report($"Running {Count(tests.Count)} of {Path.GetFileNameWithoutExtension(project.ProjectFile)} without the change");
            var again = tests.Exists(test => test.Method.Length == 0) ? project : project with { Tests = [.. tests.Select(test => test.Method).Distinct(StringComparer.Ordinal)] };
            var run = await RunAsync(again, cancellationToken);
            // Of a run that broke off nobody knows what would have passed.
            isKnown &= run is { IsBuilt: true, Problem: null };
            var failedThere = run.Results.Where(result => result.Passed == false).Select(result => result.Name).ToHashSet(StringComparer.Ordinal);
            foreach (var test in tests)
                earlier[KeyOf(project, test)] = test.Method.Length == 0 ? run is { IsBuilt: true, Problem: not null } : failedThere.Contains(test.Name);
        }

        return (isKnown, [.. failed.Where(one => !earlier[KeyOf(one.Project, one.Result)]).Select(one => new FailedTest(one.Result.Name, one.Result.Message))]);
    }

    private static string KeyOf(AffectedProject project, TestResult test) => $"{project.ProjectFile}\n{test.Name}";

    private Task<ProjectTestRun> RunAsync(AffectedProject project, CancellationToken cancellationToken) =>
        ProjectTestRun.RunAsync(sdk, project with { ProjectFile = PlaceOf(project.ProjectFile) }, options.Properties, options.TimeLimit + TimeSpan.FromMinutes(1), cancellationToken);

    private string PlaceOf(string path)
    {
        var relative = Path.GetRelativePath(opened.Root, path);
        return relative.StartsWith("..", StringComparison.Ordinal) || Path.IsPathRooted(relative)
            ? throw new WorkspaceException($"{path} lies outside of the solution's folder, which is what is copied")
            : Path.Combine(copy!.Path, relative);
    }

    // The copy holds the texts of a snapshot.
    private async Task PutAsync(Snapshot wanted, CancellationToken cancellationToken)
    {
        if (copy is null)
        {
            progress.Report($"Copying {Path.GetFileName(workspace.Target.Root)} to run its tests");
            copy = TempFolder.Create("assistant-tests-");
            try
            {
                await SolutionCopy.MakeRestoredAsync(opened.Root, copy.Path, cancellationToken);
            }
            catch
            {
                copy.Dispose();
                copy = null;
                throw;
            }
        }

        var texts = (await ChangeSet.BetweenAsync(opened, wanted.Solution, cancellationToken))?.Files.ToDictionary(file => PlaceOf(file.FullPath), StringComparer.Ordinal) ?? [];
        foreach (var (place, text) in changed.Where(file => !texts.ContainsKey(file.Key)).ToList())
        {
            await WriteAsync(place, text, cancellationToken);
            changed.Remove(place);
        }

        foreach (var (place, file) in texts)
        {
            if (!changed.ContainsKey(place))
                changed[place] = Files.Exists(place) ? await Files.ReadAllBytesAsync(place, cancellationToken) : null;
            await WriteAsync(place, file.After is { } after ? [.. after.Encoding?.GetPreamble() ?? [], .. (after.Encoding ?? System.Text.Encoding.UTF8).GetBytes(after.ToString())] : null, cancellationToken);
        }
    }

    private static async Task WriteAsync(string place, byte[]? content, CancellationToken cancellationToken)
    {
        if (content is null)
            Files.Delete(place);
        else
            await AtomicFile.WriteAsync(place, content, cancellationToken);
    }
}
