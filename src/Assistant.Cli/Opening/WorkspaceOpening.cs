using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Assistant.Cli.Output;
using Assistant.Platform;
using Assistant.Workspace;

namespace Assistant.Cli.Opening;

/// <summary>
/// Opens what a command was pointed at, in the order that keeps the promises: find it by name, have it trusted, take the
/// SDK it resolves to, load that SDK's Roslyn, and only then let anything of the folder run.
/// </summary>
internal sealed class WorkspaceOpening(UserFolders folders, StandardStreams streams, TimeProvider time)
{
    /// <param name="Solution">What was opened.</param>
    /// <param name="Roslyn">The Roslyn that opened it.</param>
    /// <param name="Sdk">The SDK it came from.</param>
    internal sealed record Opened(OpenedSolution Solution, RoslynHost Roslyn, Sdk Sdk);

    /// <summary>The clock that measures what is reported in milliseconds.</summary>
    public TimeProvider Time => time;

    public async Task<Opened> OpenAsync(OpenRequest request, IProgress<string> progress, CancellationToken cancellationToken)
    {
        var target = WorkspaceTarget.Find(Path.Combine(streams.CallerFolder, request.Path));
        var trusted = await TrustAsync(target, request.Trust, cancellationToken);
        var sdk = SdkResolver.Resolve(trusted);
        var roslyn = SdkRoslyn.Load(sdk);
        return new Opened(await OpenWithRoslynAsync(trusted, sdk, roslyn, request, progress, cancellationToken), roslyn, sdk);
    }

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

        throw new WorkspaceException($"{target.Root} is not trusted, and opening it would run its build files: if you trust it, add --trust");
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
