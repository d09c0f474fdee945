using System.Collections.Immutable;
using Assistant.Core.Snapshots;
using Assistant.Platform;
using Assistant.Workspace.Projects;

namespace Assistant.Workspace.Building;

/// <summary>What the design-time build said.</summary>
/// <param name="Projects">One for each project and framework that compiles, references included.</param>
/// <param name="Failed">Projects and frameworks that gave nothing.</param>
/// <param name="Imports">Full paths of all imported files, those of the SDK too.</param>
internal sealed record DesignTimeResult(
    ImmutableArray<ProjectArguments> Projects,
    ImmutableArray<UnloadedProject> Failed,
    ImmutableArray<string> Imports);

/// <summary>
/// Asks MSBuild, in a child process, for the arguments it would hand to the compiler. Evaluates the projects and runs their
/// targets up to the compiler; so it runs code of the folder. It leaves what a build leaves under <c>obj</c> and no process.
/// </summary>
internal static class DesignTimeBuild
{
    // As an IDE asks, but without DesignTimeBuild=true: with it the SDK says nothing of missing packages, targeting packs and
    // workloads and hands the compiler arguments without any reference. NonExistentFile is an output of the compile target: it makes that target run although all is up to date.
    private static readonly ImmutableArray<string> Properties =
    [
        "-p:BuildingProject=false",
        "-p:BuildProjectReferences=false",
        "-p:SkipCompilerExecution=true",
        "-p:ProvideCommandLineArgs=true",
        "-p:ShouldUnsetParentConfigurationAndPlatform=false",
        "-p:NonExistentFile=__NonExistentSubDir__/__NonExistentFile__",
    ];

    public static async Task<DesignTimeResult> RunAsync(
        SdkCommand command,
        ProjectSet projects,
        string root,
        IReadOnlyDictionary<string, string> properties,
        CancellationToken cancellationToken)
    {
        using var folder = TempFolder.Create("assistant-");
        await DesignTimeFiles.WriteAsync(folder.Path, projects.Projects, name => Former(properties, name), cancellationToken);
        var log = Path.Combine(folder.Path, DesignTimeFiles.LogName);
        var result = await command.RunAsync(Arguments(folder.Path, log, projects, root, properties), root, cancellationToken);
        var events = BuildLog.Read(log);
        var output = Path.Combine(folder.Path, DesignTimeFiles.OutputName);
        ImmutableArray<ProjectArguments> loaded = [.. BuildOutput.ReadArguments(output).Where(project => !LacksTargetingPack(project, events.Errors))];
        if (loaded.IsEmpty && events.Errors.IsEmpty && result.ExitCode != 0)
            throw new WorkspaceException($"the design-time build failed before it read a project: {FirstLine(result)}");
        var failed = Failed(projects.Projects, loaded, BuildOutput.ReadFrameworks(output), events.Errors);
        return new DesignTimeResult(loaded, failed, [.. events.Imports.Where(import => !RealPath.IsInside(folder.Path, import))]);
    }

    private static ImmutableArray<string> Arguments(
        string folder, string log, ProjectSet projects, string root, IReadOnlyDictionary<string, string> properties)
    {
        var logger = Path.Combine(AppContext.BaseDirectory, "Assistant.BuildLogger.dll");
        // Automatic response files would be looked for beside the traversal project, in a folder others may write to. The one that
        // counts in a build of the workspace is named instead.
        var response = Above(root, "Directory.Build.rsp");
        return
        [
            "msbuild",
            Path.Combine(folder, DesignTimeFiles.TraversalName),
            .. response is null ? Array.Empty<string>() : [$"@{response}"],
            "-noAutoResponse", "-nologo", "-v:q", "-tl:off", "-t:Build", "-nodeReuse:false",
            // A second node starts in half a second: worth it from three projects on.
            projects.Projects.Length > 2 ? "-m:2" : "-m:1",
            $"-logger:Assistant.BuildLogger.EventRecorder,\"{logger}\";\"{log}\"",
            .. Properties,
            .. SolutionProperties(projects.SolutionFile),
            .. SdkCommand.Switches(properties.Where(property => !IsHook(property.Key))),
            SdkCommand.PathSwitch("CustomAfterMicrosoftCommonTargets", Path.Combine(folder, DesignTimeFiles.InnerName)),
            SdkCommand.PathSwitch("CustomAfterMicrosoftCommonCrossTargetingTargets", Path.Combine(folder, DesignTimeFiles.OuterName)),
        ];
    }

    private static bool IsHook(string name) =>
        name.Equals("CustomAfterMicrosoftCommonTargets", StringComparison.OrdinalIgnoreCase)
        || name.Equals("CustomAfterMicrosoftCommonCrossTargetingTargets", StringComparison.OrdinalIgnoreCase);

    // A property that a project sets for itself in a file cannot be seen here; ours wins over it.
    private static string Former(IReadOnlyDictionary<string, string> properties, string hook)
    {
        if (properties.TryGetValue(hook, out var value))
            return value;
        var file = hook.Contains("CrossTargeting", StringComparison.Ordinal) ? "Custom.After.Microsoft.Common.CrossTargeting.targets" : "Custom.After.Microsoft.Common.targets";
        return Environment.GetEnvironmentVariable(hook) is { Length: > 0 } variable ? variable : $"$(MSBuildExtensionsPath)/v$(MSBuildToolsVersion)/{file}";
    }

    // What `dotnet build x.sln` hands to each project: some import files by $(SolutionDir).
    private static IEnumerable<string> SolutionProperties(string? solution) => solution is null
        ? []
        :
        [
            SdkCommand.PathSwitch("SolutionDir", Path.GetDirectoryName(solution) + Path.DirectorySeparatorChar),
            SdkCommand.PathSwitch("SolutionPath", solution),
            SdkCommand.PathSwitch("SolutionFileName", Path.GetFileName(solution)),
            SdkCommand.PathSwitch("SolutionName", Path.GetFileNameWithoutExtension(solution)),
            SdkCommand.PathSwitch("SolutionExt", Path.GetExtension(solution)),
        ];

    private static string? Above(string folder, string name)
    {
        for (var current = folder; current is not null; current = Path.GetDirectoryName(current))
        {
            if (Path.Combine(current, name) is var candidate && Files.Exists(candidate))
                return candidate;
        }

        return null;
    }

    private static ImmutableArray<UnloadedProject> Failed(
        ImmutableArray<string> asked,
        ImmutableArray<ProjectArguments> loaded,
        IReadOnlyDictionary<string, ImmutableArray<string>> frameworks,
        ImmutableArray<BuildError> errors)
    {
        var failed = ImmutableArray.CreateBuilder<UnloadedProject>();
        var known = loaded.Select(project => project.ProjectFile).ToHashSet(StringComparer.Ordinal);
        // A reference that nobody asked for by name fails like one that was: its errors name it.
        var named = asked.Concat(frameworks.Keys).Concat(errors.Select(error => error.Project).Where(IsProject)).Distinct(StringComparer.Ordinal);
        foreach (var project in named)
        {
            if (!known.Contains(project))
            {
                failed.Add(FailureReason.For(project, null, errors));
                continue;
            }

            var got = loaded.Where(one => string.Equals(one.ProjectFile, project, StringComparison.Ordinal)).Select(one => one.TargetFramework);
            failed.AddRange(frameworks.GetValueOrDefault(project, []).Except(got, StringComparer.OrdinalIgnoreCase)
                .Select(framework => FailureReason.For(project, framework, errors)));
        }

        return failed.ToImmutable();
    }

    private static bool LacksTargetingPack(ProjectArguments project, ImmutableArray<BuildError> errors) => errors.Any(error =>
        string.Equals(error.Code, "MSB3644", StringComparison.Ordinal)
        && string.Equals(error.Project, project.ProjectFile, StringComparison.Ordinal)
        && (error.TargetFramework.Length == 0 || string.Equals(error.TargetFramework, project.TargetFramework, StringComparison.OrdinalIgnoreCase)));

    private static bool IsProject(string path) => path.EndsWith(".csproj", StringComparison.OrdinalIgnoreCase);

    private static string FirstLine(ChildResult result)
    {
        var text = $"{result.Error}\n{result.Output}".Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return text.Length == 0 ? $"exit status {result.ExitCode}" : text[0];
    }
}
