using Assistant.RandomModels;

namespace Assistant.Bench.Engine;

/// <summary>A shape that is measured.</summary>
/// <param name="Key">As <c>--shapes</c> names it.</param>
/// <param name="Shape">The shape.</param>
/// <param name="Layers">Its layers by which what <see cref="Smaller"/> takes is scaled.</param>
/// <param name="Smaller">
/// A cut of it, for what needs it twice in memory at once (ours and node-llama-cpp's) and for machines on which the whole does not
/// fit; null where the whole is small.
/// </param>
internal sealed record BenchShape(string Key, ModelShape Shape, int Layers, ModelShape? Smaller)
{
    /// <summary>All that there are.</summary>
    public static IReadOnlyList<BenchShape> All { get; } =
    [
        new("0.6b", ModelShapes.Dense06B, ModelShapes.Dense06B.Layers, null),
        new("4b", ModelShapes.Dense4B, ModelShapes.Dense4B.Layers, null),
        new("30b", ModelShapes.Moe30B, ModelShapes.Moe30B.Layers, ModelShapes.Moe30BOf12Layers),
    ];

    /// <summary>Parameters that one token uses, the embedding left out (it is looked up) and the output counted.</summary>
    public double ActiveParameters
    {
        get
        {
            var attention = 2.0 * Shape.Width * Shape.HeadSize * (Shape.Heads + Shape.KeyValueHeads);
            return (Layers * (attention + (Shape.Experts is null ? 3.0 * Shape.Width * Shape.FeedForward : ActiveExpertParameters / Layers))) + ((double)Shape.Width * Shape.VocabularySize);
        }
    }

    /// <summary>Of these, those of experts; 0 for a dense shape.</summary>
    public double ActiveExpertParameters => Shape.Experts is { } experts ? 3.0 * Layers * experts.Used * experts.FeedForward * Shape.Width : 0;
}
