using System.Globalization;
using Assistant.ModelHost.Engine;

namespace Assistant.ModelHost.Native;

/// <summary>
/// A context of llama.cpp. Every call is checked here first: a batch that is too long, a sequence that is none and a position
/// with a gap end the process instead of failing.
/// </summary>
internal sealed unsafe class LlamaContext : IModelContext
{
    private readonly ContextHandle context;
    private readonly int vocabularySize;
    private readonly nint memory;
    private NativeBatch batch;
    private int computedRows;

    public LlamaContext(ContextHandle context, AbortFlag abort, int vocabularySize, ContextOptions options)
    {
        this.context = context;
        this.vocabularySize = vocabularySize;
        Abort = abort;
        Sequences = options.Sequences;
        BatchCapacity = options.Batch;
        // The library rounds up.
        Capacity = Math.Min(options.Tokens, (int)Llama.llama_n_ctx(context.Pointer));
        memory = Llama.llama_get_memory(context.Pointer);
        batch = Llama.llama_batch_init(options.Batch, embedding: 0, sequences: 1);
    }

    /// <inheritdoc/>
    public int Capacity { get; }

    /// <inheritdoc/>
    public int Sequences { get; }

    /// <inheritdoc/>
    public int BatchCapacity { get; }

    /// <inheritdoc/>
    public AbortFlag Abort { get; }

    /// <inheritdoc/>
    public DecodeOutcome Decode(TokenBatch step, int threads)
    {
        if (step.Count == 0 || step.Count > BatchCapacity)
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"a step of {step.Count} tokens, where 1 to {BatchCapacity} fit"), nameof(step));
        for (var row = 0; row < step.Count; row++)
        {
            var entry = step.Entries[row];
            CheckSequence(entry.Sequence);
            if ((uint)entry.Token >= (uint)vocabularySize)
                throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"{entry.Token} is no token"), nameof(step));
            batch.Tokens[row] = entry.Token;
            batch.Positions[row] = entry.Position;
            batch.SequenceCounts[row] = 1;
            batch.Sequences[row][0] = entry.Sequence;
            batch.WantsLogits[row] = (sbyte)(entry.WantsLogits ? 1 : 0);
        }

        batch.Count = step.Count;
        Llama.llama_set_n_threads(context.Pointer, threads, threads);
        var outcome = Llama.llama_decode(context.Pointer, batch);
        computedRows = outcome == 0 ? step.Count : 0;
        return outcome switch
        {
            0 => DecodeOutcome.Done,
            1 => DecodeOutcome.Full,
            2 => DecodeOutcome.Aborted,
            _ => DecodeOutcome.Failed,
        };
    }

    /// <inheritdoc/>
    public ReadOnlySpan<float> Logits(int row)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)row, (uint)computedRows, nameof(row));
        var first = Llama.llama_get_logits_ith(context.Pointer, row);
        return first is null ? throw new InvalidOperationException("this row was computed without its numbers") : new ReadOnlySpan<float>(first, vocabularySize);
    }

    /// <inheritdoc/>
    public bool Forget(int sequence, int from)
    {
        CheckSequence(sequence);
        return Llama.llama_memory_seq_rm(memory, sequence, from, -1) != 0;
    }

    /// <inheritdoc/>
    public void Share(int source, int target, int length)
    {
        CheckSequence(source);
        CheckSequence(target);
        Llama.llama_memory_seq_cp(memory, source, target, 0, length);
        if (Llama.llama_memory_seq_pos_max(memory, target) != length - 1)
            throw new InvalidOperationException("a sequence was not shared as asked");
    }

    /// <inheritdoc/>
    public byte[] Save(int sequence)
    {
        CheckSequence(sequence);
        var size = Llama.llama_state_seq_get_size(context.Pointer, sequence);
        if (size == 0 || size > int.MaxValue)
            return [];
        var state = new byte[(int)size];
        fixed (byte* target = state)
        {
            var written = Llama.llama_state_seq_get_data(context.Pointer, target, size, sequence);
            return written == size ? state : state[..(int)written];
        }
    }

    /// <inheritdoc/>
    public bool Restore(int sequence, ReadOnlySpan<byte> state, int length)
    {
        CheckSequence(sequence);
        fixed (byte* source = state)
        {
            if (Llama.llama_state_seq_set_data(context.Pointer, source, (nuint)state.Length, sequence) == (nuint)state.Length
                && Llama.llama_memory_seq_pos_max(memory, sequence) == length - 1)
            {
                return true;
            }
        }

        Forget(sequence, 0);
        return false;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (context.IsClosed)
            return;
        Llama.llama_batch_free(batch);
        context.Dispose();
        Abort.Dispose();
    }

    private void CheckSequence(int sequence) => ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)sequence, (uint)Sequences, nameof(sequence));
}
