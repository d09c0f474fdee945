namespace Assistant.Server.Engine;

/// <summary>Lets requests wait for what the loop will know. The loop alone publishes.</summary>
internal sealed class StateFeed(EngineState first)
{
    private volatile Step current = new(first);

    /// <summary>The newest state.</summary>
    public EngineState Newest => current.State;

    /// <summary>The loop has a new state.</summary>
    public void Publish(EngineState state)
    {
        var before = current;
        current = new Step(state);
        before.Next.TrySetResult();
    }

    /// <summary>The first state that fulfils a condition, or the newest one when the time is over.</summary>
    public async Task<EngineState> WaitAsync(Func<EngineState, bool> condition, TimeSpan atMost, TimeProvider time, CancellationToken cancellationToken)
    {
        var limit = Task.Delay(atMost, time, cancellationToken);
        while (true)
        {
            var step = current;
            if (condition(step.State))
                return step.State;
            if (await Task.WhenAny(step.Next.Task, limit) == limit)
            {
                cancellationToken.ThrowIfCancellationRequested();
                return Newest;
            }
        }
    }

    private sealed record Step(EngineState State)
    {
        public TaskCompletionSource Next { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
