using Assistant.Platform;

namespace Assistant.Cli.Benchmarks;

/// <summary>Runs this program again as users do, as a process of its own with caches of its own.</summary>
/// <param name="dotnet">Full path of the <c>dotnet</c> that runs it.</param>
/// <param name="cache">The folder its caches are in.</param>
internal sealed class OwnProcess(string dotnet, string cache)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(15);

    private static readonly string[] Places = ["XDG_CACHE_HOME", "XDG_CONFIG_HOME", "LOCALAPPDATA", "APPDATA"];

    private static string Program => Path.Combine(AppContext.BaseDirectory, "assistant.dll");

    private Dictionary<string, string?> Environment =>
        Places.Select(name => KeyValuePair.Create<string, string?>(name, cache)).Append(new("INIT_CWD", null)).ToDictionary(StringComparer.Ordinal);

    /// <summary>Runs it to its end.</summary>
    public Task<ChildResult> RunAsync(IReadOnlyList<string> arguments, string folder, CancellationToken cancellationToken) =>
        ChildProcess.RunAsync(dotnet, [Program, .. arguments], folder, Environment, Patience, cancellationToken);

    /// <summary>Starts it to be spoken with.</summary>
    public PipedChild Start(IReadOnlyList<string> arguments, string folder) => ChildProcess.StartPiped(dotnet, [Program, .. arguments], folder, Environment);
}
