namespace Assistant.ModelHost.Engine;

/// <summary>Sequences of tokens and what a model computed of them.</summary>
internal interface IModelContext : IDisposable
{
    /// <summary>Tokens that all sequences together may hold.</summary>
    public int Capacity { get; }

    /// <summary>How many sequences there are; they are numbered from 0.</summary>
    public int Sequences { get; }

    /// <summary>Tokens that one step may compute.</summary>
    public int BatchCapacity { get; }

    /// <summary>Raised by any thread to stop the running step.</summary>
    public AbortFlag Abort { get; }

    /// <summary>Computes a step.</summary>
    /// <param name="batch">At most <see cref="BatchCapacity"/> tokens, each behind what its sequence holds.</param>
    /// <param name="threads">Threads to compute with.</param>
    public DecodeOutcome Decode(TokenBatch batch, int threads);

    /// <summary>The numbers for each token of the vocabulary behind the token in a row of the last step that asked for them.</summary>
    public ReadOnlySpan<float> Logits(int row);

    /// <summary>Forgets a sequence from a position on; false when that cannot be, and then nothing has changed.</summary>
    public bool Forget(int sequence, int from);

    /// <summary>Makes an empty sequence hold the first tokens of another, without computing or copying them.</summary>
    /// <param name="source">Where they are.</param>
    /// <param name="target">An empty sequence.</param>
    /// <param name="length">How many; all that <paramref name="source"/> holds where the model is recurrent.</param>
    public void Share(int source, int target, int length);

    /// <summary>Everything computed of a sequence, to be put back with <see cref="Restore"/> into a context of the same model and version.</summary>
    public byte[] Save(int sequence);

    /// <summary>Puts back what <see cref="Save"/> gave into an empty sequence; false when it does not fit, and then the sequence is empty.</summary>
    /// <param name="sequence">An empty sequence.</param>
    /// <param name="state">Checked to be whole by the caller: the library ends the process when it is cut off.</param>
    /// <param name="length">Tokens it holds.</param>
    public bool Restore(int sequence, ReadOnlySpan<byte> state, int length);
}
