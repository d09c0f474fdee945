using Assistant.Platform;

namespace Assistant.Models.Machine;

/// <summary>
/// A real <c>assistant host</c> with a socket of its own, asked as the assistant asks it, to measure it. It is ended with this, and
/// nothing of it is left.
/// </summary>
public sealed class OwnHost : IAsyncDisposable
{
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan LongestEnd = TimeSpan.FromSeconds(10);

    private readonly TempFolder folder = TempFolder.Create("assistant-own-");
    private readonly HostSupervisor supervisor;
    private readonly TimeProvider time;
    private readonly string note;

    /// <summary>Starts nothing before it is asked.</summary>
    /// <param name="assistant">The command <c>assistant</c> as it is started here: a program and its first arguments.</param>
    /// <param name="models">Folder with the models.</param>
    /// <param name="more">More arguments of <c>assistant host</c>.</param>
    /// <param name="time">Clock.</param>
    public OwnHost(IReadOnlyList<string> assistant, string models, IReadOnlyList<string> more, TimeProvider time)
    {
        this.time = time;
        // On Windows the pipe is named after it, and the name must be no other host's.
        var socket = Path.Combine(folder.Path, $"own-{Environment.ProcessId}.sock");
        note = HostLaunch.NoteOf(socket);
        string[] arguments = [.. assistant.Skip(1), "host", "--detached", "--forget", "--socket", socket, "--models", models, .. more];
        supervisor = new HostSupervisor(new HostLaunch(assistant[0], arguments, HostLaunch.PlaceOf(socket), note), time);
    }

    /// <summary>The host's process; null while there is none.</summary>
    public int? ProcessId => HostNote.Read(note)?.ProcessId;

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

        throw new ModelException(ModelFailure.Failed, "the model host ended without an answer");
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        supervisor.Dispose();
        // The number in the note may be another process' by now; one that was started after the note was written is.
        var written = FileStamp.Of(note)?.WrittenTicks ?? 0;
        if (ProcessId is { } id && OtherProcess.Kill(id, started => started.Ticks <= written))
        {
            var since = time.GetTimestamp();
            while (OtherProcess.IsAlive(id) && time.GetElapsedTime(since) < LongestEnd)
                await Task.Delay(Poll, time, CancellationToken.None);
        }

        folder.Dispose();
    }
}
