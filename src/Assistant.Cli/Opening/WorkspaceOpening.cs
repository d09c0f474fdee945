using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Assistant.Cli.Output;
using Assistant.Core.Snapshots;
using Assistant.Platform;
using Assistant.Workspace;

namespace Assistant.Cli.Opening;

/// <summary>
/// Opens what a command was pointed at, in the order that keeps the promises: find it by name, have it trusted, take the
/// SDK it resolves to, load that SDK's Roslyn, and only then let anything of the folder run.
/// </summary>
/// <param name="folders">Where the user's settings and caches are.</param>
/// <param name="streams">Where questions and notices go.</param>
/// <param name="time">Clock.</param>
/// <param name="commandLine">What the user typed, for messages that say what to type instead.</param>
internal sealed class WorkspaceOpening(UserFolders folders, StandardStreams streams, TimeProvider time, string commandLine)
{
    /// <param name="Solution">What was opened.</param>
    /// <param name="Roslyn">The Roslyn that opened it.</param>
    /// <param name="Sdk">The SDK it came from.</param>
    /// <param name="Name">What was opened, for people.</param>
    /// <param name="Workspace">The user's word for it.</param>
    internal sealed record Opened(OpenedSolution Solution, RoslynHost Roslyn, Sdk Sdk, string Name, TrustedWorkspace Workspace);

    /// <summary>The clock that measures what is reported in milliseconds.</summary>
    public TimeProvider Time => time;

    /// <summary>Opens it and says on standard error what the user should know.</summary>
    /// <exception cref="WorkspaceException">Nothing of it can be opened.</exception>
    public async Task<Opened> OpenAsync(OpenRequest request, IProgress<string> progress, CancellationToken cancellationToken)
    {
        // Ctrl+C is heard from the first await on: no work before it.
        await Task.Yield();
        var target = WorkspaceTarget.Find(Path.Combine(streams.CallerFolder, request.Path));
        var trusted = await TrustAsync(target, request.Trust, cancellationToken);
        var sdk = SdkResolver.Resolve(trusted);
        var roslyn = SdkRoslyn.Load(sdk);
        var opened = new Opened(await OpenWithRoslynAsync(trusted, sdk, roslyn, request, progress, cancellationToken), roslyn, sdk, Path.GetFileName(target.Path), trusted);
        foreach (var notice in opened.Solution.Notices)
            streams.Note(notice);
        RequireProjects(opened);
        return opened;
    }

    /// <summary>Says on standard error which projects are left out.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public void NoteUnloaded(Opened opened)
    {
        foreach (var unloaded in opened.Solution.Snapshot.Unloaded)
            streams.Note($"not loaded: {unloaded.Name}: {unloaded.Reason}");
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void RequireProjects(Opened opened)
    {
        var snapshot = opened.Solution.Snapshot;
        if (snapshot.Builds.Any())
            return;
        // Each is a line of its own; the last goes the way of every reason not to run.
        foreach (var unloaded in snapshot.Unloaded.SkipLast(1))
            streams.Complain(Reason(unloaded));
        throw new WorkspaceException(snapshot.Unloaded.IsEmpty ? "there is no C# project to open" : Reason(snapshot.Unloaded[^1]));
    }

    private static string Reason(UnloadedProject unloaded) => $"{unloaded.Name} cannot be opened: {unloaded.Reason}";

    private async Task<TrustedWorkspace> TrustAsync(WorkspaceTarget target, bool granted, CancellationToken cancellationToken)
    {
        var store = new TrustStore(folders);
        if (granted)
            return TrustedWorkspace.GrantedByUser(target);
        if (TrustedWorkspace.TryCreate(target, store) is { } known)
            return known;
        if (StandardStreams.IsInteractive
            && await streams.AskAsync($"Opening {target.Root} runs its build files, analyzers and generators. Do you trust it?", cancellationToken))
        {
            await store.AddAsync(target.Root, cancellationToken);
            return TrustedWorkspace.GrantedByUser(target);
        }

        throw new WorkspaceException($"{target.Root} is not trusted, and opening it would run its build files: if you trust it, type: {commandLine} --trust");
    }

    // Apart, so that nothing that mentions Roslyn is compiled before Roslyn can be found.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private Task<OpenedSolution> OpenWithRoslynAsync(
        TrustedWorkspace trusted, Sdk sdk, RoslynHost roslyn, OpenRequest request, IProgress<string> progress, CancellationToken cancellationToken)
    {
        var options = new OpenOptions
        {
            Properties = request.Properties.ToImmutableDictionary(StringComparer.OrdinalIgnoreCase),
            NullableAsErrors = request.NullableAsErrors,
            Restore = request.Restore,
        };
        return new SolutionOpener(folders, time).OpenAsync(trusted, sdk, roslyn, options, progress, cancellationToken);
    }
}
