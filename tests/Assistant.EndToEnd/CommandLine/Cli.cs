using System.Diagnostics;
using System.Text;

namespace Assistant.EndToEnd.CommandLine;

/// <summary>
/// Starts the built command line as users do, with settings, caches and temporary files in a folder of the test.
/// </summary>
internal sealed class Cli(Folder folder)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(20);

    private static readonly string[] Removed = ["NO_COLOR", "FORCE_COLOR", "INIT_CWD", "ASSISTANT_TRACE"];

    /// <summary>Variables that differ from those of the test.</summary>
    public Dictionary<string, string> Variables { get; } = new(StringComparer.Ordinal);

    /// <summary>The command to start; another one may be put before <c>dotnet</c>.</summary>
    public IReadOnlyList<string> Command { get; init; } = ["dotnet", Repository.Assistant];

    /// <summary>Where the program's temporary files are made.</summary>
    public string Temporary => folder.At("../../tmp");

    /// <summary>Runs to the end, without standard input.</summary>
    public Task<CliAnswer> RunAsync(params string[] arguments) => RunWithInputAsync("", arguments);

    /// <summary>Runs to the end with text as standard input, in which half a surrogate pair would not survive.</summary>
    public async Task<CliAnswer> RunWithInputAsync(string input, params string[] arguments)
    {
        var started = Stopwatch.GetTimestamp();
        using var process = Start(arguments);
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        try
        {
            await process.StandardInput.WriteAsync(input);
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // It did not want to hear all of it.
        }

        return await EndAsync(process, output, error, started);
    }

    /// <summary>Awaits the end of a started process.</summary>
    public static Task<CliAnswer> EndAsync(Process process)
    {
        process.StandardInput.Close();
        return EndAsync(process, process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync(), Stopwatch.GetTimestamp());
    }

    /// <summary>Starts it in the workspace's folder.</summary>
    public Process Start(params string[] arguments)
    {
        Directory.CreateDirectory(Temporary);
        var start = new ProcessStartInfo(Command[0])
        {
            WorkingDirectory = folder.Root,
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardInputEncoding = new UTF8Encoding(false),
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
        };
        foreach (var argument in Command.Skip(1).Concat(arguments))
            start.ArgumentList.Add(argument);
        foreach (var name in Removed)
            start.Environment.Remove(name);
        start.Environment["XDG_CONFIG_HOME"] = Path.GetDirectoryName(folder.UserFolders.Config);
        start.Environment["XDG_CACHE_HOME"] = Path.GetDirectoryName(folder.UserFolders.Cache);
        start.Environment["XDG_DATA_HOME"] = Path.GetDirectoryName(folder.UserFolders.Data);
        start.Environment["TMPDIR"] = Temporary;
        foreach (var (name, value) in Variables)
            start.Environment[name] = value;
        return Process.Start(start)!;
    }

    private static async Task<CliAnswer> EndAsync(Process process, Task<string> output, Task<string> error, long started)
    {
        using var limit = new CancellationTokenSource(Patience);
        try
        {
            await process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException late)
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"the command line ran longer than {Patience}", late);
        }

        var elapsed = Stopwatch.GetElapsedTime(started);
        return new CliAnswer(process.ExitCode, await output, await error, elapsed);
    }
}
