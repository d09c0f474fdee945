using System.Collections.Immutable;
using Assistant.Core.Snapshots;
using Assistant.Platform;

namespace Assistant.Workspace.Building;

/// <summary>A generator or analyzer project of the workspace whose assembly is not there.</summary>
/// <param name="ProjectFile">Full path.</param>
/// <param name="Users">Names of the projects that lack what it generates.</param>
internal sealed record UnbuiltGenerator(string ProjectFile, ImmutableArray<string> Users);

/// <summary>
/// Looks for missing analyzers. The compiler loads a generator as a file, so one that the workspace itself makes must have
/// been built once, which the design-time build does not do.
/// </summary>
internal static class Generators
{
    /// <summary>Projects of the workspace to build.</summary>
    public static ImmutableArray<UnbuiltGenerator> Unbuilt(ImmutableArray<ProjectArguments> projects)
    {
        var makers = projects.Where(project => project.OutputPath is not null).ToLookup(project => project.OutputPath!, StringComparer.Ordinal);
        return
        [
            .. Missing(projects)
                .SelectMany(missing => makers[missing.Path].Take(1).Select(maker => (maker.ProjectFile, missing.User.Name)))
                .GroupBy(missing => missing.ProjectFile, missing => missing.Name, StringComparer.Ordinal)
                .Select(group => new UnbuiltGenerator(group.Key, [.. group.Distinct(StringComparer.Ordinal)])),
        ];
    }

    /// <summary>One line for each missing analyzer.</summary>
    /// <param name="projects">All projects.</param>
    /// <param name="root">Commands in the lines are to be run there.</param>
    public static IEnumerable<string> Notices(ImmutableArray<ProjectArguments> projects, string root)
    {
        foreach (var generator in Unbuilt(projects))
        {
            var file = Path.GetRelativePath(root, generator.ProjectFile);
            yield return $"generator project {Path.GetFileNameWithoutExtension(generator.ProjectFile)} is not built, "
                + $"so {string.Join(", ", generator.Users)} lacks what it generates: run `dotnet build {file}`";
        }

        var made = projects.Select(project => project.OutputPath).ToHashSet(StringComparer.Ordinal);
        foreach (var (path, user) in Missing(projects).Where(missing => !made.Contains(missing.Path)))
            yield return $"{user.Name} names the analyzer {path}, which is missing: run `dotnet restore`";
    }

    private static IEnumerable<(string Path, ProjectArguments User)> Missing(ImmutableArray<ProjectArguments> projects) =>
        from project in projects
        from argument in project.Arguments
        where argument.StartsWith(ProjectBuild.AnalyzerSwitch, StringComparison.Ordinal)
        let path = Path.GetFullPath(Path.Combine(project.Folder, argument[ProjectBuild.AnalyzerSwitch.Length..].Trim('"')))
        where !Files.Exists(path)
        select (path, project);
}
