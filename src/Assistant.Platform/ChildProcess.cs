using System.ComponentModel;
using System.Diagnostics;
using System.Text;

namespace Assistant.Platform;

/// <summary>
/// Runs a program to its end: when the call returns or throws, the program is not running. Ended by the time limit or the
/// token, it takes with it all processes below it, except those that detached themselves. When it ends by itself, nothing
/// is looked for: a process it left behind stays.
/// </summary>
public static class ChildProcess
{
    private const int KeptCharacters = 1 << 20;

    /// <summary>How long output may still arrive after the end: a grandchild can hold the pipe open for ever.</summary>
    private static readonly TimeSpan DrainTime = TimeSpan.FromSeconds(2);

    /// <summary>Starts a program with closed standard input and awaits its end.</summary>
    /// <param name="fileName">The program.</param>
    /// <param name="arguments">Its arguments, unquoted; no shell reads them.</param>
    /// <param name="workingDirectory">The folder it starts in.</param>
    /// <param name="environment">Variables that differ from those of this process; null removes one.</param>
    /// <param name="timeout">After this time it is ended with its children.</param>
    /// <param name="cancellationToken">Ends the program with its children.</param>
    /// <exception cref="IOException">The program could not be started.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled; the program has ended.</exception>
    public static async Task<ChildResult> RunAsync(
        string fileName,
        IReadOnlyList<string> arguments,
        string workingDirectory,
        IReadOnlyDictionary<string, string?> environment,
        TimeSpan timeout,
        CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        using var process = new Process { StartInfo = StartInfo(fileName, arguments, workingDirectory, environment) };
        Start(process);
        var output = new TailText(KeptCharacters);
        var error = new TailText(KeptCharacters);
        using var drain = new CancellationTokenSource();
        var pumps = Task.WhenAll(
            PumpAsync(process.StandardOutput, output, drain.Token),
            PumpAsync(process.StandardError, error, drain.Token));
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(timeout);
        var killed = false;
        try
        {
            process.StandardInput.Close();
            await process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            killed = true;
        }
        finally
        {
            await EndAsync(process);
            drain.CancelAfter(DrainTime);
            await pumps.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        cancellationToken.ThrowIfCancellationRequested();
        return new ChildResult(process.ExitCode, output.ToString(), error.ToString(), killed);
    }

    /// <summary>Starts a program that stays: it is spoken with over its standard input and output.</summary>
    /// <param name="fileName">The program.</param>
    /// <param name="arguments">Its arguments, unquoted; no shell reads them.</param>
    /// <param name="workingDirectory">The folder it starts in.</param>
    /// <param name="environment">Variables that differ from those of this process; null removes one.</param>
    /// <exception cref="IOException">The program could not be started.</exception>
    public static PipedChild StartPiped(
        string fileName, IReadOnlyList<string> arguments, string workingDirectory, IReadOnlyDictionary<string, string?> environment)
    {
        var start = StartInfo(fileName, arguments, workingDirectory, environment);
        start.RedirectStandardError = false;
        start.StandardErrorEncoding = null;
        var process = new Process { StartInfo = start };
        try
        {
            Start(process);
            return new PipedChild(process);
        }
        catch
        {
            process.Dispose();
            throw;
        }
    }

    /// <summary>Starts a program that goes on when this process ends. It must leave the terminal itself, see <see cref="ThisProcess.LeaveTerminal"/>.</summary>
    /// <param name="fileName">The program.</param>
    /// <param name="arguments">Its arguments, unquoted; no shell reads them.</param>
    /// <param name="environment">Variables that differ from those of this process; null removes one.</param>
    /// <exception cref="IOException">The program could not be started.</exception>
    public static DetachedChild StartDetached(string fileName, IReadOnlyList<string> arguments, IReadOnlyDictionary<string, string?> environment)
    {
        // In the root it keeps no folder from being removed or unmounted.
        var process = new Process { StartInfo = StartInfo(fileName, arguments, Path.GetPathRoot(AppContext.BaseDirectory)!, environment) };
        try
        {
            Start(process);
            process.StandardInput.Close();
            return new DetachedChild(process, PumpAsync);
        }
        catch
        {
            process.Dispose();
            throw;
        }
    }

    private static ProcessStartInfo StartInfo(
        string fileName, IReadOnlyList<string> arguments, string workingDirectory, IReadOnlyDictionary<string, string?> environment)
    {
        var start = new ProcessStartInfo(fileName)
        {
            WorkingDirectory = workingDirectory,
            UseShellExecute = false,
            CreateNoWindow = true,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
        };
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);
        foreach (var (name, value) in environment)
        {
            if (value is null)
                start.Environment.Remove(name);
            else
                start.Environment[name] = value;
        }

        return start;
    }

    private static void Start(Process process)
    {
        try
        {
            process.Start();
        }
        catch (Win32Exception exception)
        {
            throw new IOException($"{process.StartInfo.FileName} could not be started: {exception.Message}", exception);
        }
    }

    /// <summary>Ends a program with its children; one that has ended already stays so.</summary>
    internal static void Kill(Process process)
    {
        try
        {
            process.Kill(entireProcessTree: true);
        }
        catch (Exception exception) when (exception is InvalidOperationException or Win32Exception or AggregateException)
        {
            // It ended by itself in between, or a child did.
        }
    }

    private static async Task EndAsync(Process process)
    {
        if (process.HasExited)
            return;
        Kill(process);
        await process.WaitForExitAsync(CancellationToken.None);
    }

    private static async Task PumpAsync(StreamReader reader, TailText kept, CancellationToken cancellationToken)
    {
        var buffer = new char[8192];
        int count;
        while ((count = await reader.ReadAsync(buffer, cancellationToken)) > 0)
            kept.Append(buffer.AsSpan(0, count));
    }
}
