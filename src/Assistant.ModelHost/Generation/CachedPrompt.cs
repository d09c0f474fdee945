namespace Assistant.ModelHost.Generation;

/// <summary>Tokens whose evaluation a sequence still holds.</summary>
/// <param name="sequence">The sequence.</param>
/// <param name="tokens">Exactly what it holds.</param>
internal sealed class CachedPrompt(int sequence, int[] tokens)
{
    /// <summary>The sequence.</summary>
    public int Sequence { get; } = sequence;

    /// <summary>What it holds.</summary>
    public int[] Tokens { get; } = tokens;

    /// <summary>When it was last of use, in the order of uses.</summary>
    public long Used { get; set; }
}
