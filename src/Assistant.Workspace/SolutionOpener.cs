using System.Collections.Immutable;
using Assistant.Core.Snapshots;
using Assistant.Platform;
using Assistant.Workspace.Building;
using Assistant.Workspace.Caching;
using Assistant.Workspace.Loading;
using Assistant.Workspace.Projects;

namespace Assistant.Workspace;

/// <summary>
/// Opens a workspace: which projects there are, what the build hands to their compiler (from the cache when nothing has
/// changed), and a solution made of that. Keep one for the life of the process: it holds what several openings share.
/// </summary>
public sealed class SolutionOpener
{
    private static readonly string[] PackageRootVariables = ["NUGET_PACKAGES", "NUGET_FALLBACK_PACKAGES"];

    private readonly TimeProvider time;
    private readonly BuildEnvironment environment;
    private readonly ArgumentCache cache;
    private readonly MetadataFiles metadata = new();
    private readonly AnalyzerFiles analyzers;

    /// <summary>An opener that keeps what can be made again in the user's cache.</summary>
    /// <param name="folders">Where the cache is.</param>
    /// <param name="time">Clock.</param>
    public SolutionOpener(UserFolders folders, TimeProvider time)
        : this(folders, time, BuildEnvironment.OfThisProcess())
    {
    }

    internal SolutionOpener(UserFolders folders, TimeProvider time, BuildEnvironment environment)
    {
        this.time = time;
        this.environment = environment;
        cache = new ArgumentCache(folders);
        analyzers = new AnalyzerFiles(folders.Cache, time);
    }

    /// <summary>Opens a workspace.</summary>
    /// <param name="workspace">The proof that its code may run.</param>
    /// <param name="sdk">The SDK it resolves to.</param>
    /// <param name="host">The Roslyn of that SDK.</param>
    /// <param name="options">How.</param>
    /// <param name="progress">Told what is being done, before anything that may take over half a second.</param>
    /// <param name="cancellationToken">Stops; no process is left running and nothing half written.</param>
    /// <exception cref="WorkspaceException">It cannot be opened as it is. A project that fails alone is named in the snapshot instead.</exception>
    public async Task<OpenedSolution> OpenAsync(
        TrustedWorkspace workspace,
        Sdk sdk,
        RoslynHost host,
        OpenOptions options,
        IProgress<string> progress,
        CancellationToken cancellationToken)
    {
        var target = workspace.Target;
        var command = new SdkCommand(sdk, environment, options.BuildTimeLimit ?? environment.TimeLimit());
        var started = Now();
        var projects = await ProjectReader.ReadAsync(target, cancellationToken);
        ImmutableArray<string> problems = options.Restore
            ? await Restoration.RestoreAsync(command, target, options.Properties, progress, cancellationToken)
            : [];
        var (loaded, failed, fromCache) = await ArgumentsAsync(command, sdk, target, projects, started, options, progress, cancellationToken);
        if (options.Restore)
            await Restoration.BuildGeneratorsAsync(command, Generators.Unbuilt(loaded), target.Root, options.Properties, progress, cancellationToken);
        progress.Report($"Reading the sources of {Count(loaded.Length, "project")}");
        ImmutableArray<UnloadedProject> unusable = [.. projects.Unloaded, .. failed];
        var loader = new SolutionLoader(host, metadata, analyzers, UnchangingFolders(sdk));
        var solution = await loader.LoadAsync(target.Root, loaded.Select(project => Adjusted(project, options)), unusable, cancellationToken);
        analyzers.Prune();
        return new OpenedSolution(
            new Snapshot(target.Root, solution.Solution, solution.Builds, [.. unusable, .. solution.Unloaded]),
            [.. problems, .. Generators.Notices(loaded, target.Root), .. solution.Notices],
            fromCache,
            command.Runs);
    }

    private static ProjectArguments Adjusted(ProjectArguments project, OpenOptions options) =>
        options.NullableAsErrors ? project with { Arguments = [.. project.Arguments, "/warnaserror+:nullable"] } : project;

    private static string Count(int number, string noun) => number == 1 ? $"1 {noun}" : $"{number} {noun}s";

    private async Task<(ImmutableArray<ProjectArguments> Loaded, ImmutableArray<UnloadedProject> Failed, bool FromCache)> ArgumentsAsync(
        SdkCommand command,
        Sdk sdk,
        WorkspaceTarget target,
        ProjectSet projects,
        DateTime started,
        OpenOptions options,
        IProgress<string> progress,
        CancellationToken cancellationToken)
    {
        if (projects.Projects.IsEmpty)
            return ([], [], false);
        var key = ArgumentCache.Key(target, options.Properties, sdk, environment.Digest(sdk));
        if (await cache.FindAsync(key, cancellationToken) is { } known)
            return ([.. known.Projects], [], true);
        progress.Report($"Asking MSBuild of SDK {sdk.Version} how {Count(projects.Projects.Length, "project")} {(projects.Projects.Length == 1 ? "is" : "are")} compiled");
        var before = Fingerprint.Before(projects, target.Root);
        var asked = Now();
        var result = await DesignTimeBuild.RunAsync(command, projects, target.Root, options.Properties, cancellationToken);
        // A failure is asked about again each time: what mends it, such as a workload, is not always a file we know of.
        if (result.Failed.IsEmpty && Fingerprint.Record(result, projects, target.Root, sdk, before, started, asked) is { } record)
            await cache.KeepAsync(key, record, cancellationToken);
        return (result.Projects, result.Failed, false);
    }

    private DateTime Now() => time.GetUtcNow().UtcDateTime;

    private ImmutableArray<string> UnchangingFolders(Sdk sdk)
    {
        var home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        return
        [
            sdk.DotnetRoot,
            Path.Combine(home, ".nuget", "packages"),
            .. PackageRootVariables
                .SelectMany(name => (environment.Value(name) ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries))
                .Where(Path.IsPathFullyQualified),
        ];
    }
}
