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
    /// <summary>Bits of a weight in a Q4_K_M file, all its parts together (30.53 billion in 18.55 GB).</summary>
    private const double BitsPerWeight = 4.86;

    /// <summary>Tokens the model says it was made for.</summary>
    public int ContextLength { get; init; } = 4096;

    /// <summary>Tokens in the vocabulary; 0 for as many as there are in <see cref="PageVocabulary"/>.</summary>
    public int VocabularySize { get; init; }

    /// <summary>Whether the embedding is also the output.</summary>
    public bool Tied { get; init; }

    /// <summary>Q4_K_M with random blocks, which is fast as a real model but says nothing; otherwise f32 weights that give varied text.</summary>
    public bool Quantised { get; init; }

    /// <summary>What it answers, whatever it is asked, and then ends; null for random text. Only of f32 weights.</summary>
    public string? Says { get; init; }

    /// <summary>Its experts, null for a dense model.</summary>
    public ExpertShape? Experts { get; init; }

    /// <summary>Its recurrent layers, null for attention only.</summary>
    public RecurrentShape? Recurrent { get; init; }

    /// <summary>Weights of the layers that one token uses; recurrent layers counted as if they attended.</summary>
    public double ActiveLayerWeights => Layers * (AttentionWeights + (Experts is { } experts ? experts.Used * ExpertWeights(experts) : 3.0 * Width * FeedForward));

    /// <summary>Of these, those of experts; 0 for a dense model.</summary>
    public double ActiveExpertWeights => Experts is { } experts ? Layers * experts.Used * ExpertWeights(experts) : 0;

    /// <summary>Weights of the output matrix, which each generated token uses and a token that is only read does not.</summary>
    public double OutputWeights => (double)Width * (VocabularySize == 0 ? PageVocabulary.Of(0).Tokens.Count : VocabularySize);

    /// <summary>About how many bytes its file has.</summary>
    public long Bytes
    {
        get
        {
            var layers = Layers * (AttentionWeights + (Experts is { } experts ? experts.Count * ExpertWeights(experts) : 3.0 * Width * FeedForward));
            return (long)((layers + ((Tied ? 1 : 2) * OutputWeights)) * (Quantised ? BitsPerWeight / 8 : sizeof(float)));
        }
    }

    /// <summary>Bytes that each token of a context takes: keys and values in 16 bits; recurrent layers counted as if they attended.</summary>
    public long BytesPerToken => 4L * Layers * KeyValueHeads * HeadSize;

    private double AttentionWeights => 2.0 * Width * HeadSize * (Heads + KeyValueHeads);

    /// <summary>Whether a layer is recurrent.</summary>
    public bool IsRecurrent(int layer) => Recurrent is { } recurrent && (layer + 1) % recurrent.FullAttentionInterval != 0;

    private double ExpertWeights(ExpertShape experts) => 3.0 * experts.FeedForward * Width;
}
