using System.Diagnostics;

namespace Assistant.Platform;

/// <summary>A running program that is spoken with over its standard input and output. Its standard error is this process' own.</summary>
public sealed class PipedChild : IDisposable
{
    private readonly Process process;

    internal PipedChild(Process process)
    {
        this.process = process;
        Exited = ExitAsync();
    }

    /// <summary>Its number.</summary>
    public int Id => process.Id;

    /// <summary>What the program reads.</summary>
    public Stream Input => process.StandardInput.BaseStream;

    /// <summary>What the program writes.</summary>
    public Stream Output => process.StandardOutput.BaseStream;

    /// <summary>Its exit code, once it has ended.</summary>
    public Task<int> Exited { get; }

    /// <summary>Physical memory it takes, in bytes; 0 when it has ended.</summary>
    public long MemoryBytes
    {
        get
        {
            try
            {
                process.Refresh();
                return process.HasExited ? 0 : process.WorkingSet64;
            }
            catch (InvalidOperationException)
            {
                // It ended between the two questions.
                return 0;
            }
        }
    }

    /// <summary>Ends it with its children; one that has ended already stays so.</summary>
    public void Kill() => ChildProcess.Kill(process);

    /// <inheritdoc/>
    public void Dispose()
    {
        Kill();
        process.Dispose();
    }

    private async Task<int> ExitAsync()
    {
        await process.WaitForExitAsync(CancellationToken.None);
        return process.ExitCode;
    }
}
