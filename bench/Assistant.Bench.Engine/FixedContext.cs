using Assistant.ModelHost.Engine;

namespace Assistant.Bench.Engine;

/// <summary>
/// A context that computes as it does and then says another token is the likeliest: the one that a position has. Random weights
/// lead by so little that a step of one token and one of sixteen, which round differently, choose otherwise now and then, and no
/// draft would be right to its end.
/// </summary>
/// <param name="context">What computes.</param>
/// <param name="tokens">Tokens of the vocabulary.</param>
internal sealed class FixedContext(IModelContext context, int tokens) : IModelContext
{
    private readonly float[] logits = new float[tokens];
    private int[] positions = [];
    private int likeliest;

    /// <inheritdoc/>
    public int Capacity => context.Capacity;

    /// <inheritdoc/>
    public int Sequences => context.Sequences;

    /// <inheritdoc/>
    public int BatchCapacity => context.BatchCapacity;

    /// <inheritdoc/>
    public AbortFlag Abort => context.Abort;

    /// <inheritdoc/>
    public DecodeOutcome Decode(TokenBatch batch, int threads)
    {
        positions = [.. batch.Entries.Select(entry => entry.Position)];
        return context.Decode(batch, threads);
    }

    /// <inheritdoc/>
    public ReadOnlySpan<float> Logits(int row)
    {
        context.Logits(row);
        logits[likeliest] = 0;
        // A prime: what follows three tokens is then known from them alone for longer than an answer is.
        likeliest = (positions[row] + 1) * 7919 % tokens;
        logits[likeliest] = 1;
        return logits;
    }

    /// <inheritdoc/>
    public bool Forget(int sequence, int from) => context.Forget(sequence, from);

    /// <inheritdoc/>
    public void Share(int source, int target, int length) => context.Share(source, target, length);

    /// <inheritdoc/>
    public byte[] Save(int sequence) => context.Save(sequence);

    /// <inheritdoc/>
    public bool Restore(int sequence, ReadOnlySpan<byte> state, int length) => context.Restore(sequence, state, length);

    /// <inheritdoc/>
    public void Dispose() => context.Dispose();
}
