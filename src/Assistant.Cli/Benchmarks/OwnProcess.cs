using Assistant.Platform;

namespace Assistant.Cli.Benchmarks;

/// <summary>Runs this program again as users do, as a process of its own with caches of its own.</summary>
/// <param name="dotnet">Full path of the <c>dotnet</c> that runs it.</param>
/// <param name="cache">The folder its caches are in.</param>
internal sealed class OwnProcess(string dotnet, string cache)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(15);

    private static readonly string[] Places = ["XDG_CACHE_HOME", "XDG_CONFIG_HOME", "LOCALAPPDATA", "APPDATA"];

    public async Task<ChildResult> RunAsync(IReadOnlyList<string> arguments, string folder, CancellationToken cancellationToken)
    {
        var environment = Places.Select(name => KeyValuePair.Create<string, string?>(name, cache)).Append(new("INIT_CWD", null)).ToDictionary(StringComparer.Ordinal);
        return await ChildProcess.RunAsync(dotnet, [Path.Combine(AppContext.BaseDirectory, "assistant.dll"), .. arguments], folder, environment, Patience, cancellationToken);
    }
}
