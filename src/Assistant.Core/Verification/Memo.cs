namespace Assistant.Core.Verification;

/// <summary>
/// A value computed once, on first use. A computation that is cancelled or throws leaves nothing behind, so that the
/// next caller computes again. The lock is held while computing: a second caller waits for the first, and its own
/// cancellation is heard only when the first is done or cancelled. A computation asks only memos of what it is made from,
/// never one that waits for it, so that no two wait for each other.
/// </summary>
internal sealed class Memo<T>(Func<CancellationToken, T> compute)
{
    private readonly Lock gate = new();
    private volatile Func<CancellationToken, T>? pending = compute;
    private T value = default!;

    /// <summary>Whether the value has been computed. Waits for nobody.</summary>
    public bool IsKnown => pending is null;

    public T Get(CancellationToken cancellationToken)
    {
        lock (gate)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (pending is not null)
            {
                value = pending(cancellationToken);
                // Let go of what it was computed from: a chain of edits must not keep every earlier compilation.
                pending = null;
            }

            return value;
        }
    }
}
