using System.Collections.Immutable;
using Assistant.Core.Edits;
using Assistant.Platform;
using Assistant.Workspace;
using Assistant.Workspace.Building;

namespace Assistant.Cli.Exactness;

/// <summary>The slow reference: a real <c>dotnet build</c> of a copy of the solution, analyzers off as they are for the verdict.</summary>
internal sealed class BuildReference : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    private readonly string root;
    private readonly string solution;
    private readonly Sdk sdk;
    private readonly IReadOnlyDictionary<string, string> properties;
    private readonly TempFolder folder = TempFolder.Create("assistant-build-");

    private readonly bool withServer;

    private BuildReference(string root, string solution, Sdk sdk, IReadOnlyDictionary<string, string> properties, bool withServer)
    {
        this.withServer = withServer;
        this.root = root;
        this.solution = solution;
        this.sdk = sdk;
        this.properties = properties;
    }

    /// <summary>Copies, restores and builds once.</summary>
    /// <param name="root">The solution's folder.</param>
    /// <param name="solution">Full path of what is built.</param>
    /// <param name="sdk">The SDK that builds.</param>
    /// <param name="properties">MSBuild properties.</param>
    /// <param name="withServer">Whether the compiler is a server that stays between builds; it ends with this object.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public static async Task<BuildReference> CreateAsync(
        string root, string solution, Sdk sdk, IReadOnlyDictionary<string, string> properties, bool withServer, CancellationToken cancellationToken)
    {
        var reference = new BuildReference(root, solution, sdk, properties, withServer);
        try
        {
            await SolutionCopy.MakeAsync(root, reference.folder.Path, builds: null, cancellationToken);
            await reference.RunAsync("restore", withAnalyzers: false, cancellationToken);
            if (!await reference.BuildsAsync([], withAnalyzers: false, cancellationToken))
                throw new WorkspaceException("the copy of the solution does not build: real builds can only be compared on a solution that does");
            return reference;
        }
        catch
        {
            await reference.DisposeAsync();
            throw;
        }
    }

    /// <summary>Whether the solution builds with edits of one file, the last in the file first, or with none.</summary>
    public async Task<bool> BuildsAsync(IReadOnlyList<ReplaceText> edits, bool withAnalyzers, CancellationToken cancellationToken)
    {
        if (edits.Count == 0)
            return (await RunAsync("build", withAnalyzers, cancellationToken)).ExitCode == 0;
        var path = Path.Combine(folder.Path, edits[0].Path);
        var original = await Files.ReadAllBytesAsync(path, cancellationToken);
        await AtomicFile.WriteAsync(path, edits.Aggregate(original, TextEdits.Apply), cancellationToken);
        try
        {
            return (await RunAsync("build", withAnalyzers, cancellationToken)).ExitCode == 0;
        }
        finally
        {
            await AtomicFile.WriteAsync(path, original, CancellationToken.None);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (withServer)
            await CompilerServer.ShutDownAsync(sdk, ServerName, folder.Path);
        folder.Dispose();
    }

    private string ServerName => Path.GetFileName(folder.Path) + "-csc";

    private Task<ChildResult> RunAsync(string verb, bool withAnalyzers, CancellationToken cancellationToken)
    {
        string[] arguments =
        [
            verb, Path.Combine(folder.Path, Path.GetRelativePath(root, solution)), "-nodeReuse:false", "-m:2", "-v:q", "-nologo",
            $"-p:RunAnalyzers={withAnalyzers}", withServer ? $"-p:SharedCompilationId={ServerName}" : "-p:UseSharedCompilation=false",
            .. properties.Select(property => $"-p:{property.Key}={property.Value}"),
            .. verb == "build" ? ["--no-restore"] : Array.Empty<string>(),
        ];
        return ChildProcess.RunAsync(sdk.DotnetExecutable, arguments, folder.Path, ImmutableDictionary<string, string?>.Empty, Patience, cancellationToken);
    }
}
