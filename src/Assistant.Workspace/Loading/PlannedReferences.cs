using System.Collections.Immutable;
using Assistant.Core.Snapshots;
using Assistant.Platform;
using Assistant.Workspace.Building;
using Microsoft.CodeAnalysis;

namespace Assistant.Workspace.Loading;

/// <summary>
/// Decides what each reference of a project is: another loaded project, a file, or missing. A project with a missing
/// reference is not loaded: its compiler would refuse it, and every verdict on it would be wrong.
/// </summary>
internal sealed class PlannedReferences
{
    private readonly Dictionary<string, ProjectPlan> makers = new(StringComparer.Ordinal);
    private readonly HashSet<string> failedNames;

    public PlannedReferences(IEnumerable<ProjectPlan> plans, IEnumerable<UnloadedProject> failed)
    {
        failedNames = failed.Select(project => Path.GetFileNameWithoutExtension(project.ProjectFile)).ToHashSet(StringComparer.OrdinalIgnoreCase);
        foreach (var plan in plans)
        {
            foreach (var output in plan.Outputs)
                makers.TryAdd(output, plan);
        }
    }

    /// <summary>The project that makes a file, or null.</summary>
    public ProjectPlan? MakerOf(string path) => makers.GetValueOrDefault(path);

    /// <summary>Why a project cannot be loaded for its references, or null.</summary>
    public string? ReasonAgainst(ProjectPlan plan)
    {
        foreach (var reference in plan.Compiler.MetadataReferences)
        {
            var path = plan.Full(reference.Reference);
            if (makers.ContainsKey(path) || Files.Exists(path))
                continue;
            var name = Path.GetFileNameWithoutExtension(path);
            if (failedNames.Contains(name))
                return $"it refers to {name}, which could not be opened";
            return path.Contains($"{Path.DirectorySeparatorChar}packages{Path.DirectorySeparatorChar}", StringComparison.OrdinalIgnoreCase)
                ? $"{path} is missing: {FailureReason.NotRestored}"
                : $"it refers to {path}, which is missing: build it, or correct the reference";
        }

        return null;
    }

    /// <summary>References to projects that could not be opened but were built before.</summary>
    public IEnumerable<string> StaleReferences(ProjectPlan plan) => plan.Compiler.MetadataReferences
        .Select(reference => plan.Full(reference.Reference))
        .Where(path => !makers.ContainsKey(path) && failedNames.Contains(Path.GetFileNameWithoutExtension(path)));

    /// <summary>The references of a project that can be loaded.</summary>
    public (ImmutableArray<ProjectReference> Projects, ImmutableArray<MetadataReference> Files) Of(ProjectPlan plan, MetadataFiles metadata)
    {
        var projects = ImmutableArray.CreateBuilder<ProjectReference>();
        var files = ImmutableArray.CreateBuilder<MetadataReference>();
        foreach (var reference in plan.Compiler.MetadataReferences)
        {
            var path = plan.Full(reference.Reference);
            if (MakerOf(path) is { } maker && maker.Id != plan.Id)
                projects.Add(new ProjectReference(maker.Id, reference.Properties.Aliases, reference.Properties.EmbedInteropTypes));
            else
                files.Add(metadata.Get(path, reference.Properties));
        }

        return ([.. projects.DistinctBy(reference => reference.ProjectId)], files.ToImmutable());
    }
}
