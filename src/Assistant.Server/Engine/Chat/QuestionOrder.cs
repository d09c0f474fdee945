namespace Assistant.Server.Engine.Chat;

/// <summary>Lets one question of a conversation be answered at a time, in the order in which they come. Of conversations in which nobody asks it knows nothing.</summary>
internal sealed class QuestionOrder
{
    private readonly Lock gate = new();
    private readonly Dictionary<string, Queue<TaskCompletionSource>> waiting = new(StringComparer.Ordinal);

    /// <summary>Waits until the questions before it are answered.</summary>
    /// <param name="session">The conversation.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>Lets the next one in when it is disposed.</returns>
    public async Task<IDisposable> EnterAsync(string session, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        TaskCompletionSource? turn = null;
        lock (gate)
        {
            if (waiting.TryGetValue(session, out var queue))
                queue.Enqueue(turn = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
            else
                waiting[session] = new Queue<TaskCompletionSource>();
        }

        if (turn is not null)
        {
            // Whoever does not wait any more is passed over: its turn cannot be given to it.
            await using var _ = cancellationToken.Register(() => turn.TrySetCanceled(cancellationToken));
            await turn.Task;
        }

        return new Place(this, session);
    }

    private void Leave(string session)
    {
        lock (gate)
        {
            var queue = waiting[session];
            while (queue.TryDequeue(out var next))
            {
                if (next.TrySetResult())
                    return;
            }

            waiting.Remove(session);
        }
    }

    private sealed class Place(QuestionOrder owner, string session) : IDisposable
    {
        private int isLeft;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref isLeft, 1) == 0)
                owner.Leave(session);
        }
    }
}
