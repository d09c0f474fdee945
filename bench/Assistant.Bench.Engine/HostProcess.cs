using System.Globalization;
using Assistant.Models;
using Assistant.Platform;

namespace Assistant.Bench.Engine;

/// <summary>A real <c>assistant host</c> with a socket of its own, asked as the assistant asks it, and ended with this.</summary>
internal sealed class HostProcess : IAsyncDisposable
{
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan LongestEnd = TimeSpan.FromSeconds(10);

    private readonly TempFolder folder = TempFolder.Create("assistant-bench-");
    private readonly HostSupervisor supervisor;
    private readonly TimeProvider time;
    private readonly string note;

    /// <summary>Starts nothing before it is asked.</summary>
    /// <param name="tools">What every measurement needs.</param>
    /// <param name="threads">At most so many threads compute; 0 for the host's own choice.</param>
    public HostProcess(BenchTools tools, int threads)
    {
        time = tools.Time;
        var socket = Path.Combine(folder.Path, "host.sock");
        note = Path.Combine(folder.Path, "host.note");
        string[] arguments =
        [
            tools.Options.Assistant, "host", "--detached", "--forget", "--socket", socket, "--models", tools.Models.Path,
            "--threads", threads.ToString(CultureInfo.InvariantCulture),
        ];
        // This runs as dotnet <bench>.dll, so what runs this runs the host.
        supervisor = new HostSupervisor(new HostLaunch(Environment.ProcessPath!, arguments, socket, note), time);
    }

    /// <summary>Asks and waits for the whole answer.</summary>
    /// <exception cref="ModelException">There is none.</exception>
    public async Task<HostAnswer> AskAsync(ModelQuery query, CancellationToken cancellationToken)
    {
        await supervisor.EnsureAsync(cancellationToken);
        var started = time.GetTimestamp();
        long? first = null;
        await foreach (var happened in supervisor.AskAsync(query, cancellationToken))
        {
            if (happened is ModelEvent.Text)
                first ??= time.GetTimestamp();
            if (happened is ModelEvent.Ended ended)
            {
                return new HostAnswer(
                    time.GetElapsedTime(started).TotalSeconds,
                    first is { } since ? time.GetElapsedTime(since).TotalSeconds : 0,
                    ended.PromptTokens,
                    ended.CachedTokens,
                    ended.Tokens);
            }
        }

        throw new BenchException("the host ended without an answer");
    }

    /// <summary>Bytes in memory that are the host's own, and bytes of files that it has mapped.</summary>
    public (double Own, double Mapped) Memory() => (Field("RssAnon:"), Field("RssFile:"));

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        supervisor.Dispose();
        // The note is ours, in a folder of ours: the number in it is that of the host which was started here.
        if (HostNote.Read(note) is { ProcessId: var id } && OtherProcess.Kill(id, _ => true))
        {
            var since = time.GetTimestamp();
            while (OtherProcess.IsAlive(id) && time.GetElapsedTime(since) < LongestEnd)
                await Task.Delay(Poll, time, CancellationToken.None);
        }

        folder.Dispose();
    }

    private double Field(string name)
    {
        var status = $"/proc/{(HostNote.Read(note)?.ProcessId ?? 0).ToString(CultureInfo.InvariantCulture)}/status";
        return File.Exists(status) && File.ReadLines(status).FirstOrDefault(line => line.StartsWith(name, StringComparison.Ordinal)) is { } line
            ? double.Parse(line[name.Length..].Trim().Split(' ')[0], CultureInfo.InvariantCulture) * 1024
            : 0;
    }
}
