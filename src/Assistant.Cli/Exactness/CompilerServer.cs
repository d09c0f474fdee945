using System.Collections.Immutable;
using Assistant.Platform;
using Assistant.Workspace;

namespace Assistant.Cli.Exactness;

/// <summary>The SDK's own <c>csc</c> with a compiler server of its own, which ends with it.</summary>
internal sealed class CompilerServer : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    private readonly Sdk sdk;
    private readonly TempFolder folder = TempFolder.Create("assistant-exact-");
    private readonly string pipe;

    public CompilerServer(Sdk sdk)
    {
        this.sdk = sdk;
        // The compiler server makes a socket of this name beside the folder.
        pipe = Path.GetFileName(folder.Path) + "-csc";
    }

    /// <summary>A folder that goes with the server.</summary>
    public string Folder => folder.Path;

    /// <summary>Compiles.</summary>
    /// <param name="responseFile">The arguments.</param>
    /// <param name="workingFolder">What relative paths in them are relative to.</param>
    /// <param name="cancellationToken">Ends the client; the server ends with this object.</param>
    public Task<ChildResult> CompileAsync(string responseFile, string workingFolder, CancellationToken cancellationToken) =>
        RunAsync(sdk, ["exec", Path.Combine(sdk.Folder, "Roslyn", "bincore", "csc.dll"), "/noconfig", $"/shared:{pipe}", "/keepalive:60", $"@{responseFile}"], workingFolder, cancellationToken);

    public async ValueTask DisposeAsync()
    {
        await ShutDownAsync(sdk, pipe, folder.Path);
        folder.Dispose();
    }

    /// <summary>Ends a server, whoever started it.</summary>
    public static async Task ShutDownAsync(Sdk sdk, string pipe, string workingFolder)
    {
        await RunAsync(sdk, ["exec", Path.Combine(sdk.Folder, "Roslyn", "bincore", "VBCSCompiler.dll"), $"-pipename:{pipe}", "-shutdown"], workingFolder, CancellationToken.None);
        // A server that was interrupted together with this process leaves its socket.
        Files.DeleteOwn(Path.Combine(Path.GetTempPath(), pipe));
    }

    private static Task<ChildResult> RunAsync(Sdk sdk, IReadOnlyList<string> arguments, string workingFolder, CancellationToken cancellationToken) =>
        ChildProcess.RunAsync(sdk.DotnetExecutable, arguments, workingFolder, ImmutableDictionary<string, string?>.Empty, Patience, cancellationToken);
}
