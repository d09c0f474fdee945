namespace Assistant.RandomModels;

/// <summary>The shape of a model whose weights are random.</summary>
/// <param name="Name">What it is called in <c>general.name</c>.</param>
/// <param name="Architecture">As llama.cpp names it: <c>qwen3</c>, <c>qwen3moe</c>, <c>qwen35</c>.</param>
/// <param name="Layers">Layers.</param>
/// <param name="Width">Width of the embedding.</param>
/// <param name="FeedForward">Width of the feed-forward part.</param>
/// <param name="Heads">Heads of queries.</param>
/// <param name="KeyValueHeads">Heads of keys and values.</param>
/// <param name="HeadSize">Width of one head.</param>
public sealed record ModelShape(string Name, string Architecture, int Layers, int Width, int FeedForward, int Heads, int KeyValueHeads, int HeadSize)
{
    /// <summary>Tokens the model says it was made for.</summary>
    public int ContextLength { get; init; } = 4096;

    /// <summary>Tokens in the vocabulary; 0 for as many as there are in <see cref="PageVocabulary"/>.</summary>
    public int VocabularySize { get; init; }

    /// <summary>Whether the embedding is also the output.</summary>
    public bool Tied { get; init; }

    /// <summary>Q4_K_M with random blocks, which is fast as a real model but says nothing; otherwise f32 weights that give varied text.</summary>
    public bool Quantised { get; init; }

    /// <summary>Its experts, null for a dense model.</summary>
    public ExpertShape? Experts { get; init; }

    /// <summary>Its recurrent layers, null for attention only.</summary>
    public RecurrentShape? Recurrent { get; init; }

    /// <summary>Whether a layer is recurrent.</summary>
    public bool IsRecurrent(int layer) => Recurrent is { } recurrent && (layer + 1) % recurrent.FullAttentionInterval != 0;
}
