using System.Diagnostics;

namespace Assistant.Platform;

/// <summary>A program that goes on when this process ends.</summary>
public sealed class DetachedChild : IDisposable
{
    private const int KeptCharacters = 4096;

    private readonly Process process;
    private readonly TailText said = new(KeptCharacters);

    internal DetachedChild(Process process, Func<StreamReader, TailText, CancellationToken, Task> pump)
    {
        this.process = process;
        Id = process.Id;
        // Read until the program leaves the terminal, or it would stop when a pipe is full.
        _ = pump(process.StandardOutput, new TailText(KeptCharacters), CancellationToken.None);
        Exited = ExitAsync(pump(process.StandardError, said, CancellationToken.None));
    }

    /// <summary>Its number.</summary>
    public int Id { get; }

    /// <summary>Its exit code and the end of what it wrote to standard error, once it has ended; a signal's number is 128 more.</summary>
    public Task<(int Code, string Said)> Exited { get; }

    /// <summary>Ends it at once.</summary>
    public void Kill() => ChildProcess.Kill(process);

    /// <summary>Lets go of it; it goes on.</summary>
    public void Dispose() => process.Dispose();

    private async Task<(int Code, string Said)> ExitAsync(Task reading)
    {
        await process.WaitForExitAsync(CancellationToken.None);
        await reading.WaitAsync(TimeSpan.FromSeconds(1), CancellationToken.None).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return (process.ExitCode, said.ToString().Trim());
    }
}
