using Assistant.Protocol.Framing;
using Assistant.Server.Messaging;

namespace Assistant.Server.Front;

/// <summary>
/// An engine's life. It may end at any moment: then the next one is due after a pause that doubles with each end, and after
/// <see cref="MostEnds"/> within <see cref="Window"/> none is, until somebody asks for it. An engine that does not read, does
/// not answer or takes too much memory is ended here. Owned by the front's loop; what happens beside it comes back as an event.
/// </summary>
internal sealed class EngineSupervisor(IEngineLauncher launcher, TimeProvider time, Func<FrontEvent, CancellationToken, ValueTask> post, CancellationToken life) : IDisposable
{
    public const int MostEnds = 5;
    private const long MostWaitingBytes = 128L << 20;

    private static readonly TimeSpan Window = TimeSpan.FromMinutes(3);
    private static readonly TimeSpan LastWords = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(1);

    private readonly Queue<long> ends = [];
#pragma warning disable CA2213 // Disposed of when it has ended: its exit is awaited.
    private IEngine? engine;
#pragma warning restore CA2213
    private Outbox? outbox;
    private ITimer? pause;
    private int generation;

    public bool IsRunning => engine is not null;

    /// <summary>What the running engine takes; 0 when none runs.</summary>
    public long MemoryBytes => engine?.MemoryBytes ?? 0;

    /// <summary>Whether an event is of the engine that counts now.</summary>
    public bool IsCurrent(int of) => of == generation;

    /// <summary>Starts an engine in place of the one that runs, if one does.</summary>
    /// <param name="memoryBytes">What it may take.</param>
    /// <exception cref="IOException">It could not be started.</exception>
    public void Start(long memoryBytes)
    {
        Stop();
        engine = launcher.Launch(memoryBytes);
        outbox = new Outbox(engine.Input, MostWaitingBytes);
        _ = Task.Run(() => outbox.PumpAsync(life), life);
        _ = WaitAsync(engine, generation, ReadAsync(engine, generation));
    }

    /// <summary>Ends the engine that runs; nothing of it is heard afterwards.</summary>
    public void Stop()
    {
        generation++;
        pause?.Dispose();
        pause = null;
        outbox?.Complete();
        outbox = null;
        engine?.Kill();
        engine = null;
    }

    /// <summary>Sends the engine a message. One that does not read is ended: its successor gets the texts anew.</summary>
    /// <returns>False when none runs or it had to be ended.</returns>
    public bool TryPost(ReadOnlyMemory<byte> body)
    {
        if (outbox is null)
            return false;
        if (outbox.TryPost(body))
            return true;
        outbox = null;
        engine!.Kill();
        return false;
    }

    /// <summary>Ends the engine as if it had ended by itself: the next one comes after the usual pause.</summary>
    public void Kill() => engine?.Kill();

    /// <summary>The engine has ended: plans the next one.</summary>
    /// <returns>How long until then, or null when there were too many ends.</returns>
    public TimeSpan? PlanNext()
    {
        Stop();
        var now = time.GetTimestamp();
        ends.Enqueue(now);
        while (time.GetElapsedTime(ends.Peek(), now) > Window)
            ends.Dequeue();
        if (ends.Count >= MostEnds)
        {
            ends.Clear();
            return null;
        }

        var wait = FirstPause * (1 << (ends.Count - 1));
        var mine = generation;
        pause = time.CreateTimer(_ => _ = post(new FrontEvent.EngineDue(mine), life).AsTask(), null, wait, Timeout.InfiniteTimeSpan);
        return wait;
    }

    public void Dispose() => Stop();

    private async Task ReadAsync(IEngine from, int mine)
    {
        try
        {
            var reader = new FrameReader(from.Output);
            while (await reader.ReadAsync(life) is { } frame)
                await post(new FrontEvent.FromEngine(mine, frame), life);
        }
        catch (Exception failure) when (failure is IOException or FramingException or ObjectDisposedException or InvalidOperationException or OperationCanceledException)
        {
            // It ended, or it speaks nonsense, which only a broken engine does.
            from.Kill();
        }
    }

    private async Task WaitAsync(IEngine from, int mine, Task reading)
    {
        try
        {
            var code = await from.Exited;
            // Its last words come before its end; a grandchild may hold the pipe open.
            await Task.WhenAny(reading, Task.Delay(LastWords, time, life));
            from.Dispose();
            await post(new FrontEvent.EngineEnded(mine, code), life);
        }
        catch (OperationCanceledException)
        {
            // The front is about to end: nobody waits for this.
        }
    }
}
