using System.Globalization;
using Assistant.Cli.Opening;
using Assistant.ModelHost.Native;
using Assistant.Models;
using Assistant.Platform;
using Assistant.Workspace;

namespace Assistant.Cli.Doctor;

/// <summary>
/// Whether the model host starts here: a real one is started, at a socket of its own and without models, and ends by itself. Its
/// library is native code that may end its process, so it is never loaded into this one. And whether the user's own runs.
/// </summary>
/// <param name="start">Starts a host and awaits its end.</param>
/// <param name="note">The file in which the user's own host says what it does.</param>
internal sealed class HostCheck(Func<CancellationToken, Task<ChildResult>> start, string note) : ICheck
{
    private const int FirstSignal = 128;

    public string What => "host";

    public async Task<IReadOnlyList<Finding>> LookAsync(CancellationToken cancellationToken)
    {
        var running = HostNote.Read(note) is { Doing: not HostDoing.Ended } said && OtherProcess.IsAlive(said.ProcessId) ? said : null;
        // On Windows a user's hosts have one name, so that a second one would only find the first.
        if (running is not null && OperatingSystem.IsWindows())
            return [Running(running)];
        var started = Of(await start(cancellationToken));
        return running is null ? [started] : [started, Running(running)];
    }

    /// <summary>What a host's end says.</summary>
    public Finding Of(ChildResult ended)
    {
        var lines = ended.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var engine = lines.FirstOrDefault(line => line.StartsWith("llama.cpp ", StringComparison.Ordinal));
        if (ended.TimedOut)
            return Finding.Warning(What, "the model host does not start within some seconds", "assistant host");
        if (ended.ExitCode > FirstSignal)
            return Finding.Wrong(What, string.Create(CultureInfo.InvariantCulture, $"llama.cpp ends its process on this machine (signal {ended.ExitCode - FirstSignal})"), "assistant host --library <folder with another build of llama.cpp>");
        if (ended.ExitCode != ExitCode.Done || engine is null)
        {
            var words = lines is [.., var last] ? last.Replace("assistant: ", "", StringComparison.Ordinal) : string.Create(CultureInfo.InvariantCulture, $"the model host ends with code {ended.ExitCode}");
            return words.EndsWith(LlamaLibrary.Remedy, StringComparison.Ordinal)
                ? Finding.Wrong(What, words[..^LlamaLibrary.Remedy.Length].TrimEnd(' ', ':', ';'), LlamaLibrary.Remedy)
                : Finding.Wrong(What, words, "assistant host");
        }

        return Finding.Good(What, $"starts and listens: {engine}");
    }

    /// <summary>Starts a real host in a folder of its own.</summary>
    public static async Task<ChildResult> StartAsync(CancellationToken cancellationToken)
    {
        using var folder = TempFolder.Create("assistant-");
        return await ChildProcess.RunAsync(
            SdkResolver.RunningDotnet(),
            [Path.Combine(AppContext.BaseDirectory, "assistant.dll"), "host", "--socket", Path.Combine(folder.Path, "host.sock"), "--models", folder.Path, "--end-after", "0.01", "--forget"],
            folder.Path,
            new Dictionary<string, string?> { ["GGML_NO_BACKTRACE"] = "1", ["DOTNET_EnableDiagnostics"] = "0" },
            Examination.Patience,
            cancellationToken);
    }

    /// <summary>The note of the user's own host.</summary>
    public static string NoteOf(UserFolders folders) => HostLaunch.NoteOf(new HostPlaces(folders).Socket);

    private Finding Running(HostNote said) => Finding.Good(What, string.Create(CultureInfo.InvariantCulture, $"one runs (process {said.ProcessId}){Words(said)}"));

    private static string Words(HostNote said) => said.Doing switch
    {
        HostDoing.Loading => $" and loads {Path.GetFileName(said.Model)}",
        HostDoing.MakingContext or HostDoing.Adapting or HostDoing.Serving => $" with {Path.GetFileName(said.Model)}",
        _ => " with no model loaded",
    };
}
