using System.Collections.Immutable;
using Assistant.Core.Snapshots;

namespace Assistant.Workspace;

/// <summary>A workspace that was opened.</summary>
/// <param name="Snapshot">The solution as it was read.</param>
/// <param name="Notices">What the user should know, one line each.</param>
/// <param name="FromCache">Whether the compiler's arguments came from the cache.</param>
/// <param name="MsBuildRuns">How many times MSBuild was started.</param>
public sealed record OpenedSolution(Snapshot Snapshot, ImmutableArray<string> Notices, bool FromCache, int MsBuildRuns);
