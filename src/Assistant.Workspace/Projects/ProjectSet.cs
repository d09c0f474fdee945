using System.Collections.Immutable;
using Assistant.Core.Snapshots;

namespace Assistant.Workspace.Projects;

/// <summary>The projects a workspace names, before any build.</summary>
/// <param name="Projects">Full paths of those that MSBuild can be asked about.</param>
/// <param name="Unloaded">Those that are known to be of no use.</param>
/// <param name="SolutionFile">The solution they belong to, or null.</param>
/// <param name="Files">Full paths of the files this was read from.</param>
internal sealed record ProjectSet(
    ImmutableArray<string> Projects,
    ImmutableArray<UnloadedProject> Unloaded,
    string? SolutionFile,
    ImmutableArray<string> Files);
