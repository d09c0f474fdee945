namespace Assistant.ModelHost.Endpoint.Listening;

/// <summary>Counts the connections that are open, and tells when there has been none for some time.</summary>
internal sealed class OpenConnections : IDisposable
{
    private readonly Lock gate = new();
    private readonly TaskCompletionSource idle = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TimeSpan idleTime;
    private readonly ITimer timer;
    private int count;

    /// <param name="idleTime">How long nobody may be there; the time begins now.</param>
    /// <param name="time">Clock.</param>
    public OpenConnections(TimeSpan idleTime, TimeProvider time)
    {
        this.idleTime = idleTime;
        timer = time.CreateTimer(_ => Elapsed(), null, idleTime, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Completes when nobody has been there for the time given; never again runs back.</summary>
    public Task Idle => idle.Task;

    /// <summary>How many are open.</summary>
    public int Count
    {
        get
        {
            lock (gate)
                return count;
        }
    }

    /// <summary>A connection was made.</summary>
    public void Opened()
    {
        lock (gate)
        {
            count++;
            timer.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        }
    }

    /// <summary>A connection was closed.</summary>
    public void Closed()
    {
        lock (gate)
        {
            count--;
            if (count == 0)
                timer.Change(idleTime, Timeout.InfiniteTimeSpan);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => timer.Dispose();

    // A timer that was due when a connection came may still call.
    private void Elapsed()
    {
        lock (gate)
        {
            if (count == 0)
                idle.TrySetResult();
        }
    }
}
