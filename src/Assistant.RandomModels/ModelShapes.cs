namespace Assistant.RandomModels;

/// <summary>The shapes that tests use (the tiny ones), and those of real models.</summary>
public static class ModelShapes
{
    // Qwen's, with the padding behind its last token.
    private const int QwenVocabulary = 151_936;
    private const int QwenContext = 40_960;

    /// <summary>Dense, f32, about 2 MB.</summary>
    public static ModelShape TinyQwen3 { get; } = new("tiny-qwen3", "qwen3", Layers: 2, Width: 128, FeedForward: 256, Heads: 4, KeyValueHeads: 2, HeadSize: 32);

    /// <summary>Eight experts of which two are used, f32.</summary>
    public static ModelShape TinyQwen3Moe { get; } = new("tiny-qwen3moe", "qwen3moe", Layers: 2, Width: 128, FeedForward: 256, Heads: 4, KeyValueHeads: 2, HeadSize: 32)
    {
        Experts = new ExpertShape(Count: 8, Used: 2, FeedForward: 64),
    };

    /// <summary>Recurrent layers and attention by turns, as in Qwen3.5, f32: its memory cannot be cut back to a prefix.</summary>
    public static ModelShape TinyHybrid { get; } = new("tiny-qwen35", "qwen35", Layers: 4, Width: 128, FeedForward: 256, Heads: 4, KeyValueHeads: 2, HeadSize: 32)
    {
        Recurrent = new RecurrentShape(StateSize: 32, KeyHeads: 2, ValueHeads: 4, Kernel: 4, FullAttentionInterval: 2),
    };

    /// <summary>Qwen3 0.6B, Q4_K_M, 0.4 GB.</summary>
    public static ModelShape Dense06B { get; } = new("dense-0.6b", "qwen3", Layers: 28, Width: 1024, FeedForward: 3072, Heads: 16, KeyValueHeads: 8, HeadSize: 128)
    {
        ContextLength = QwenContext,
        VocabularySize = QwenVocabulary,
        Tied = true,
        Quantised = true,
    };

    /// <summary>Qwen3 4B, Q4_K_M, 2.5 GB.</summary>
    public static ModelShape Dense4B { get; } = Dense06B with { Name = "dense-4b", Layers = 36, Width = 2560, FeedForward = 9728, Heads = 32 };

    /// <summary>Qwen3 30B-A3B, Q4_K_M, 18.6 GB.</summary>
    public static ModelShape Moe30B { get; } = new("moe-30b", "qwen3moe", Layers: 48, Width: 2048, FeedForward: 6144, Heads: 32, KeyValueHeads: 4, HeadSize: 128)
    {
        ContextLength = QwenContext,
        VocabularySize = QwenVocabulary,
        Quantised = true,
        Experts = new ExpertShape(Count: 128, Used: 8, FeedForward: 768),
    };

    /// <summary>A quarter of its layers, 5 GB: fits where the whole does not, and a token costs a quarter.</summary>
    public static ModelShape Moe30BOf12Layers { get; } = Moe30B with { Name = "moe-30b-12-layers", Layers = 12 };
}
