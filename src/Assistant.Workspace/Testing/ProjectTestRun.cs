using System.Collections.Immutable;
using Assistant.Core.Testing;
using Assistant.Platform;
using Assistant.Workspace.Building;

namespace Assistant.Workspace.Testing;

/// <summary>What came of the tests of one project.</summary>
/// <param name="Results">The tests.</param>
/// <param name="Problem">Why they could not be run, or why the run ended early; null when it went to its end.</param>
/// <param name="IsBuilt">Whether the project was built, so that its tests were started.</param>
internal sealed record ProjectTestRun(IReadOnlyList<TestResult> Results, string? Problem, bool IsBuilt)
{
    /// <summary>Builds a project and runs its tests.</summary>
    /// <param name="sdk">The SDK.</param>
    /// <param name="project">Full path of the project, and which tests.</param>
    /// <param name="properties">MSBuild properties.</param>
    /// <param name="timeLimit">Longer than the token lets it.</param>
    /// <param name="cancellationToken">Ends it with all its children.</param>
    public static async Task<ProjectTestRun> RunAsync(
        Sdk sdk, AffectedProject project, IReadOnlyDictionary<string, string> properties, TimeSpan timeLimit, CancellationToken cancellationToken)
    {
        var command = new SdkCommand(sdk, BuildEnvironment.OfThisProcess(), timeLimit);
        var folder = Path.GetDirectoryName(project.ProjectFile)!;
        ImmutableArray<string> switches = [project.ProjectFile, "-nologo", "-v:q", "-nodeReuse:false", "-p:UseSharedCompilation=false", .. SdkCommand.Switches(properties)];
        var built = await command.RunAsync(["build", "--no-restore", .. switches], folder, cancellationToken);
        if (built.ExitCode != 0)
            return new ProjectTestRun([], TestResult.Line(Restoration.FirstError(built)), IsBuilt: false);
        using var results = TempFolder.Create("assistant-results-");
        var ran = await command.RunAsync(
            ["test", "--no-build", .. switches, "--logger", "trx;LogFilePrefix=results", "--results-directory", results.Path, .. Filter(project)], folder, cancellationToken);
        var read = TestResult.ReadAll(results.Path);
        return ran.ExitCode == 0 || read.Any(result => result.Passed == false)
            ? new ProjectTestRun(read, Problem: null, IsBuilt: true)
            : new ProjectTestRun(read, TestResult.Line(LastWords(ran)), IsBuilt: true);
    }

    private static string[] Filter(AffectedProject project) =>
        project.Tests.IsEmpty ? [] : ["--filter", string.Join('|', project.Tests.Select(test => $"FullyQualifiedName~{test}"))];

    private static string LastWords(ChildResult result) => $"{result.Error}\n{result.Output}".Trim() is { Length: > 0 } said ? said : $"exit status {result.ExitCode}";
}
