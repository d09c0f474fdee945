using Assistant.Models.Store;
using Assistant.Platform;
using Assistant.Tests.Kit;

namespace Assistant.Models.Tests.Kit;

/// <summary><c>assistant models</c> as users start it, with folders of the test.</summary>
internal sealed class Verbs : IDisposable
{
    private readonly TempFolder folder = TempFolder.Create("verbs-");

    public static string Assistant { get; } = Path.Combine(Repository.Root, "src", "Assistant.Cli", "bin", Path.GetFileName(Path.GetDirectoryName(AppContext.BaseDirectory.TrimEnd('/')))!, "net10.0", "assistant.dll");

    public ModelStore Store => new(Path.Combine(folder.Path, "assistant", "models"));

    /// <summary>Variables that differ from those of the test.</summary>
    public Dictionary<string, string?> Variables { get; } = new(StringComparer.Ordinal)
    {
        ["NO_COLOR"] = "1",
        ["DOTNET_EnableDiagnostics"] = "0",
        ["http_proxy"] = null,
        ["https_proxy"] = null,
        ["HTTP_PROXY"] = null,
        ["HTTPS_PROXY"] = null,
        ["ALL_PROXY"] = null,
        ["all_proxy"] = null,
        ["INIT_CWD"] = null,
    };

    public string At(string name) => Path.Combine(folder.Path, name);

    /// <summary>Runs to the end, or to the end of its time.</summary>
    public Task<ChildResult> RunAsync(TimeSpan limit, params string[] arguments) => CommandAsync("dotnet", [Assistant, "models", .. arguments], limit);

    public Task<ChildResult> RunAsync(params string[] arguments) => RunAsync(TimeSpan.FromMinutes(2), arguments);

    /// <summary>Asks a model of the store by a host of the test's own, which ends soon afterwards.</summary>
    public Task<ChildResult> GenerateAsync(string model) =>
        CommandAsync("dotnet", [Assistant, "debug", "generate", "var x = ", "--model", model, "--max-tokens", "4", "--socket", At("run/host.sock")], TimeSpan.FromMinutes(2));

    /// <summary>Runs a command that starts it.</summary>
    public Task<ChildResult> CommandAsync(string program, IReadOnlyList<string> arguments, TimeSpan limit)
    {
        var variables = new Dictionary<string, string?>(Variables, StringComparer.Ordinal)
        {
            ["XDG_DATA_HOME"] = folder.Path,
            ["XDG_CONFIG_HOME"] = At("config"),
            ["XDG_CACHE_HOME"] = At("cache"),
            ["HOME"] = At("home"),
        };
        return ChildProcess.RunAsync(program, arguments, folder.Path, variables, limit, CancellationToken.None);
    }

    /// <summary>Ends the host of <see cref="GenerateAsync"/>, if there is one.</summary>
    public void EndHost()
    {
        if (HostNote.Read(At("run/host.note")) is { } note)
            OtherProcess.Kill(note.ProcessId, _ => true);
    }

    public void Dispose()
    {
        // It would go on for minutes.
        EndHost();
        folder.Dispose();
    }
}
