using Assistant.RandomModels;

namespace Assistant.Models.Machine;

/// <summary>
/// What a machine is measured with: a few layers of a dense model and of a mixture, in the sizes of real ones and too large for any
/// cache, as is what they keep of a prompt; an output matrix; and next to nothing, which shows what a step costs whatever the model. Four layers, and eight, have as
/// many bits for a weight as all layers of the whole model have.
/// </summary>
/// <param name="Nothing">A tiny model.</param>
/// <param name="Output">An output matrix and hardly any layers.</param>
/// <param name="Dense">Layers of a dense model.</param>
/// <param name="Mixture">Layers of a mixture.</param>
public sealed record ProbeShapes(ModelShape Nothing, ModelShape Output, ModelShape Dense, ModelShape Mixture)
{
    private const int DenseLayers = 8;
    private const int MixtureLayers = 4;
    private const int Context = 2048;
    private const int OutputTokens = 64 << 10;

    /// <summary>Those that a machine is measured with: 2.1 GB.</summary>
    public static ProbeShapes Usual { get; } = new(
        ModelShapes.TinyQwen3 with { Name = "nothing" },
        ModelShapes.Dense4B with { Name = "output", Layers = 1, FeedForward = 256, Heads = 4, KeyValueHeads = 2, VocabularySize = OutputTokens, ContextLength = Context },
        ModelShapes.Dense4B with { Name = "dense", Layers = DenseLayers, VocabularySize = 0, ContextLength = Context },
        ModelShapes.Moe30B with { Name = "mixture", Layers = MixtureLayers, VocabularySize = 0, ContextLength = Context });

    /// <summary>All of them.</summary>
    public IReadOnlyList<ModelShape> All => [Nothing, Output, Dense, Mixture];

    /// <summary>Bytes on disk, about.</summary>
    public long Bytes => All.Sum(shape => shape.Bytes);

    /// <summary>Bytes of memory while it is measured, about: the largest, twice where it is copied, and a context.</summary>
    public long Memory => (2 * All.Max(shape => shape.Bytes)) + (1L << 30);
}
