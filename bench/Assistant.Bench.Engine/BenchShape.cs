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

    /// <summary>Weights that one generated token uses: the embedding is looked up and not counted, the output is.</summary>
    public double ActiveWeights => Shape.ActiveLayerWeights + Shape.OutputWeights;
}
