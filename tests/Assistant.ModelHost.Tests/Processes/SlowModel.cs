using Assistant.RandomModels;

namespace Assistant.ModelHost.Tests.Processes;

/// <summary>A model whose loading and reading of a prompt can be met in the middle: its vocabulary takes time to load, its layers to compute.</summary>
internal static class SlowModel
{
    public static ModelShape Shape { get; } = new("slow-qwen3", "qwen3", Layers: 4, Width: 512, FeedForward: 2048, Heads: 8, KeyValueHeads: 4, HeadSize: 64)
    {
        VocabularySize = 30_000,
    };

    /// <summary>About 2,000 tokens, which take seconds to read.</summary>
    public static string LongPrompt { get; } = string.Concat(Enumerable.Range(0, 110).Select(index => $"    public int Number{index} => {index} + Count;\n"));
}
