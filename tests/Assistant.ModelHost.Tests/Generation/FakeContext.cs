using Assistant.ModelHost.Engine;

namespace Assistant.ModelHost.Tests.Generation;

/// <summary>Sequences that hold letters, and nothing that computes.</summary>
internal sealed class FakeContext(int capacity, int sequences) : IModelContext
{
    private readonly string[] texts = [.. Enumerable.Repeat("", sequences)];

    public int Capacity => capacity;

    public int Sequences => sequences;

    public int BatchCapacity => capacity;

    public AbortFlag Abort { get; } = new();

    public string Text(int sequence) => texts[sequence];

    public void Write(int sequence, string text) => texts[sequence] = text;

    public DecodeOutcome Decode(TokenBatch batch, int threads) => throw new NotSupportedException();

    public ReadOnlySpan<float> Logits(int row) => throw new NotSupportedException();

    public bool Forget(int sequence, int from)
    {
        texts[sequence] = texts[sequence][..Math.Min(from, texts[sequence].Length)];
        return true;
    }

    public void Share(int source, int target, int length) => texts[target] = texts[source][..length];

    public byte[] Save(int sequence) => throw new NotSupportedException();

    public bool Restore(int sequence, ReadOnlySpan<byte> state, int length) => throw new NotSupportedException();

    public void Dispose() => Abort.Dispose();
}
