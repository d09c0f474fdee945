using System.Collections.Frozen;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace Assistant.Core.Snapshots;

/// <summary>
/// A loaded solution at one moment. It never changes and points to nothing that does: an edit gives a new snapshot.
/// </summary>
public sealed class Snapshot
{
    private readonly FrozenDictionary<ProjectId, ProjectBuild> builds;

    // By the path of an analyzer, a project whose compiler runs it. The same for all states of the text.
    private readonly FrozenDictionary<string, ProjectBuild> users;

    /// <summary>Makes a snapshot of a loaded solution.</summary>
    /// <param name="root">Full path of the folder that paths in edits and answers are relative to.</param>
    /// <param name="solution">The loaded solution: one Roslyn project for each project and target framework.</param>
    /// <param name="builds">What the build said of each project in <paramref name="solution"/>.</param>
    /// <param name="unloaded">Projects and frameworks that could not be opened.</param>
    public Snapshot(string root, Solution solution, IEnumerable<ProjectBuild> builds, ImmutableArray<UnloadedProject> unloaded)
    {
        Root = root;
        Solution = solution;
        this.builds = builds.ToFrozenDictionary(build => build.Id);
        users = Builds.SelectMany(build => build.Analyzers, (build, path) => (Path: path, Build: build))
            .DistinctBy(pair => pair.Path, StringComparer.Ordinal)
            .ToFrozenDictionary(pair => pair.Path, pair => pair.Build, StringComparer.Ordinal);
        Unloaded = unloaded;
    }

    private Snapshot(Snapshot other, Solution solution)
    {
        Root = other.Root;
        Solution = solution;
        builds = other.builds;
        users = other.users;
        Unloaded = other.Unloaded;
    }

    /// <summary>Full path of the folder that paths in edits and answers are relative to.</summary>
    public string Root { get; }

    /// <summary>The loaded solution.</summary>
    public Solution Solution { get; }

    /// <summary>Every loaded project and target framework.</summary>
    public IEnumerable<ProjectBuild> Builds => builds.Values;

    /// <summary>Every loaded project, dependencies before dependents and otherwise by path, so that the order is the same in every run.</summary>
    public IEnumerable<ProjectBuild> BuildsInOrder
    {
        get
        {
            var depths = new Dictionary<ProjectId, int>();
            int DepthOf(ProjectId id) => depths.TryGetValue(id, out var known) ? known
                : depths[id] = 1 + Solution.GetProject(id)!.ProjectReferences.Select(reference => DepthOf(reference.ProjectId)).DefaultIfEmpty(0).Max();
            return Builds.OrderBy(build => DepthOf(build.Id))
                .ThenBy(build => build.ProjectFile, StringComparer.Ordinal)
                .ThenBy(build => build.TargetFramework, StringComparer.Ordinal);
        }
    }

    /// <summary>Projects and frameworks that could not be opened.</summary>
    public ImmutableArray<UnloadedProject> Unloaded { get; }

    /// <summary>What the build said of a project.</summary>
    public ProjectBuild BuildOf(ProjectId id) => builds[id];

    /// <summary>A project whose compiler runs what a project makes, a source generator or an analyzer; null when none does.</summary>
    public ProjectBuild? UserOf(ProjectBuild maker) => maker.OutputPath is { } path ? users.GetValueOrDefault(path) : null;

    /// <summary>The projects that compile some files, with those they need and those that depend on them.</summary>
    /// <param name="files">Full paths.</param>
    public IReadOnlySet<ProjectId> ClosureOf(IEnumerable<string> files)
    {
        var graph = Solution.GetProjectDependencyGraph();
        var near = new HashSet<ProjectId>();
        foreach (var project in files.SelectMany(file => Solution.GetDocumentIdsWithFilePath(file)).Select(document => document.ProjectId).Distinct())
        {
            near.Add(project);
            near.UnionWith(graph.GetProjectsThatThisProjectTransitivelyDependsOn(project));
            near.UnionWith(graph.GetProjectsThatTransitivelyDependOnThisProject(project));
        }

        return near;
    }

    /// <summary>The same builds with another state of the source text.</summary>
    public Snapshot WithSolution(Solution changed) => new(this, changed);

    /// <summary>The files of the solution, each once however many projects and frameworks compile it; what a build wrote is left out.</summary>
    internal IEnumerable<Document> Sources => Solution.Projects.SelectMany(project => project.Documents)
        .Where(document => document.FilePath is { } path && !path.Split('/', '\\').Contains("obj")).DistinctBy(document => document.FilePath);

    /// <summary>A path as answers show it: relative to <see cref="Root"/>, with forward slashes, <c>../</c> for a document outside.</summary>
    public string RelativePath(string fullPath) => Path.GetRelativePath(Root, fullPath).Replace('\\', '/');
}
