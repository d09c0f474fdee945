using Assistant.Models.Catalog;
using Assistant.Models.Machine;

namespace Assistant.Models.Advice;

/// <summary>What a model makes a machine do for each token.</summary>
/// <param name="LayerWeights">Weights of its layers that a token uses.</param>
/// <param name="OutputWeights">Weights of its output matrix, which only a token that is generated uses. Its embedding is looked up and costs nothing.</param>
/// <param name="LayerBits">Bits of a weight of its layers.</param>
/// <param name="IsMixture">Whether a token uses only some of the weights.</param>
public sealed record ModelWork(double LayerWeights, double OutputWeights, double LayerBits, bool IsMixture)
{
    /// <summary>Bits in which the output matrix is stored where layers have fewer: Q6_K.</summary>
    public const double LeastOutputBits = 6.5625;

    /// <summary>Bits of an embedding that is not the output, in a file whose layers have as many or more.</summary>
    private const double EmbeddingBits = 4.5;

    /// <summary>Bits of a weight of its output matrix.</summary>
    public double OutputBits => Math.Max(LayerBits, LeastOutputBits);

    /// <summary>What a file of the catalog makes a machine do. Where the catalog does not know the vocabulary, all weights count as if they were in layers.</summary>
    public static ModelWork Of(CatalogModel model, CatalogFile file)
    {
        var table = (double)model.Vocabulary * model.Width;
        var tables = (model.IsTied ? 1 : 2) * table;
        var bits = 8.0 * file.Bytes / model.Parameters;
        var tableBits = (table * Math.Max(bits, LeastOutputBits)) + ((tables - table) * Math.Max(bits, EmbeddingBits));
        var layerBits = ((8.0 * file.Bytes) - tableBits) / (model.Parameters - tables);
        return new ModelWork(model.IsMixture ? model.ActiveParameters - table : model.Parameters - tables, table, layerBits, model.IsMixture);
    }

    /// <summary>What the work of a model is in the quantization in which machines are measured.</summary>
    public static ModelWork Measured(double layerWeights, double outputWeights, bool isMixture) => new(layerWeights, outputWeights, LayerSpeed.MeasuredBits, isMixture);
}
