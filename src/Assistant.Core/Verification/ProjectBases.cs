using System.Collections.Immutable;
using Assistant.Core.Snapshots;
using Microsoft.CodeAnalysis;

namespace Assistant.Core.Verification;

/// <summary>The state of every project before a proposal, made when a proposal first reaches the project.</summary>
/// <remarks><see cref="gate"/> owns <see cref="made"/>.</remarks>
#pragma warning disable CA1001 // A semaphore holds nothing to dispose of until its wait handle is asked for, which it never is.
internal sealed class ProjectBases(Snapshot snapshot, IReadOnlyDictionary<ProjectId, ProjectBase> known)
#pragma warning restore CA1001
{
    private readonly SemaphoreSlim gate = new(1);
    private readonly Dictionary<ProjectId, ProjectBase> made = new(known);

    public async Task<ProjectBase> GetAsync(ProjectId id, CancellationToken cancellationToken)
    {
        await gate.WaitAsync(cancellationToken);
        try
        {
            return await GetLockedAsync(id, cancellationToken);
        }
        finally
        {
            gate.Release();
        }
    }

    /// <summary>Whether projects are known to have no errors.</summary>
    public async Task<bool> CompileAsync(IEnumerable<ProjectId> projects, CancellationToken cancellationToken)
    {
        var asked = await MadeAsync(cancellationToken);
        return projects.All(id => asked.TryGetValue(id, out var project) && project.KnowsErrors(cancellationToken) && project.Errors(cancellationToken).IsEmpty);
    }

    /// <summary>Whether all errors of projects are known.</summary>
    public async Task<bool> KnowErrorsAsync(IEnumerable<ProjectId> projects, CancellationToken cancellationToken)
    {
        var asked = await MadeAsync(cancellationToken);
        return projects.All(id => asked.TryGetValue(id, out var project) && project.KnowsErrors(cancellationToken));
    }

    /// <summary>Adds what was made elsewhere of the same states, unless it is here too.</summary>
    public async Task AddAsync(IReadOnlyDictionary<ProjectId, ProjectBase> others, CancellationToken cancellationToken)
    {
        await gate.WaitAsync(cancellationToken);
        try
        {
            foreach (var (id, project) in others)
                made.TryAdd(id, project);
        }
        finally
        {
            gate.Release();
        }
    }

    /// <summary>What has been made so far, for the bases of a later snapshot.</summary>
    public async Task<ImmutableDictionary<ProjectId, ProjectBase>> MadeAsync(CancellationToken cancellationToken)
    {
        await gate.WaitAsync(cancellationToken);
        try
        {
            return made.ToImmutableDictionary();
        }
        finally
        {
            gate.Release();
        }
    }

    private async Task<ProjectBase> GetLockedAsync(ProjectId id, CancellationToken cancellationToken)
    {
        if (made.TryGetValue(id, out var existing))
            return existing;
        var project = snapshot.Solution.GetProject(id)!;
        var references = ImmutableDictionary.CreateBuilder<ProjectId, MetadataReference>();
        foreach (var reference in project.ProjectReferences)
        {
            var dependency = await GetLockedAsync(reference.ProjectId, cancellationToken);
            references[reference.ProjectId] = dependency.Project.Compilation(cancellationToken).ToMetadataReference(reference.Aliases, reference.EmbedInteropTypes);
        }

        return made[id] = new ProjectBase(await CompiledProject.CreateAsync(project, snapshot.BuildOf(id), references.ToImmutable(), cancellationToken));
    }
}
