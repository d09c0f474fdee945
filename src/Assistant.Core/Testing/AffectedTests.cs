using System.Collections.Immutable;
using Assistant.Core.Edits;
using Assistant.Core.Snapshots;
using Microsoft.CodeAnalysis;

namespace Assistant.Core.Testing;

/// <summary>Which tests a change can reach.</summary>
public static class AffectedTests
{
    // More names than that make a command line too long for some systems, and then all tests are hardly more.
    private const int MostTests = 100;

    /// <summary>Finds them.</summary>
    /// <returns>One for each project that has some, dependencies first; none when no test reaches the change.</returns>
    public static async Task<ImmutableArray<AffectedProject>> FindAsync(ChangeSet changes, CancellationToken cancellationToken)
    {
        var solution = changes.After.Solution;
        var graph = solution.GetProjectDependencyGraph();
        bool Sees(ProjectId project, ProjectId other) => project == other || graph.GetProjectsThatThisProjectTransitivelyDependsOn(project).Contains(other);
        var changed = changes.Files.SelectMany(file => file.Documents).Select(document => document.ProjectId).ToHashSet();
        var tested = changes.After.BuildsInOrder
            .Where(build => TestFrameworks.IsTestProject(solution.GetProject(build.Id)!) && changed.Any(project => Sees(build.Id, project)))
            .ToList();
        if (tested.Count == 0)
            return [];
        if (await ChangedMembers.OfAsync(changes, cancellationToken) is not { } members)
            return All(tested);

        // Only what stands between the change and a test is of interest.
        var documents = solution.Projects
            .Where(project => changed.Any(start => Sees(project.Id, start)) && tested.Any(end => Sees(end.Id, project.Id)))
            .SelectMany(project => project.Documents);
        var reach = new CallReach(solution, [.. documents]);
        await reach.FollowAsync(members, cancellationToken);
        if (reach.IsTooLarge)
            return All(tested);
        var names = reach.Tests.ToLookup(test => solution.GetProject(test.ContainingAssembly, cancellationToken)?.Id, NameOf);
        return
        [
            .. tested.GroupBy(build => build.ProjectFile, StringComparer.Ordinal).Select(builds =>
            {
                var reached = builds.SelectMany(build => names[build.Id]).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToImmutableArray();
                return builds.Any(build => reach.Unfollowed.Any(project => Sees(build.Id, project))) || reached.Length > MostTests ? new AffectedProject(builds.Key, [])
                    : reached.IsEmpty ? null
                    : new AffectedProject(builds.Key, reached);
            }).OfType<AffectedProject>(),
        ];
    }

    private static ImmutableArray<AffectedProject> All(IEnumerable<ProjectBuild> builds) =>
        [.. builds.Select(build => build.ProjectFile).Distinct(StringComparer.Ordinal).Select(file => new AffectedProject(file, []))];

    // A test that others inherit runs under their names.
    private static string NameOf(IMethodSymbol test) => test.ContainingType.IsAbstract ? $".{test.Name}" : $"{NameOf(test.ContainingType)}.{test.Name}";

    private static string NameOf(INamedTypeSymbol type) => type.ContainingType is { } outer ? $"{NameOf(outer)}+{type.MetadataName}"
        : type.ContainingNamespace.IsGlobalNamespace ? type.MetadataName
        : $"{type.ContainingNamespace.ToDisplayString()}.{type.MetadataName}";
}
