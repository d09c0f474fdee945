namespace Assistant.Models.Advice;

/// <summary>
/// A graphics card by its maker's numbers. Those of its kind for portable machines have the same name with another word behind it
/// and are slower, each in another way: they are not known here.
/// </summary>
/// <param name="Name">Part of what its driver calls it.</param>
/// <param name="Bandwidth">Bytes that its memory gives in a second.</param>
/// <param name="Operations">Operations in 32 bits that it does in a second.</param>
public sealed record KnownCard(string Name, double Bandwidth, double Operations)
{
    /// <summary>What generating reaches of the bandwidth: 196 tokens a second of 30B-A3B on an RTX 4090 and 145 of a 4B model on an RTX 3090 (published) are both 39%.</summary>
    private const double BandwidthPart = 0.39;

    /// <summary>What reading a prompt reaches of the operations in 32 bits. Tensor cores, which would bring more, are not counted.</summary>
    private const double OperationsPart = 0.5;

    private static readonly string[] Portable = ["Laptop", "Mobile", "Max-Q"];

    // GB/s and TFLOPS of the makers' pages.
    private static readonly IReadOnlyList<KnownCard> All =
    [
        Of("RTX 3060", 360, 12.7), Of("RTX 3060 Ti", 448, 16.2), Of("RTX 3070", 448, 20.3), Of("RTX 3080", 760, 29.8), Of("RTX 3090", 936, 35.6), Of("RTX 3090 Ti", 1008, 40.0),
        Of("RTX 4060", 272, 15.1), Of("RTX 4060 Ti", 288, 22.1), Of("RTX 4070", 504, 29.1), Of("RTX 4070 SUPER", 504, 35.5), Of("RTX 4070 Ti", 504, 40.1), Of("RTX 4070 Ti SUPER", 672, 44.1),
        Of("RTX 4080", 717, 48.7), Of("RTX 4080 SUPER", 736, 52.2), Of("RTX 4090", 1008, 82.6),
        Of("RTX 5060 Ti", 448, 23.7), Of("RTX 5070", 672, 30.9), Of("RTX 5070 Ti", 896, 43.9), Of("RTX 5080", 960, 56.3), Of("RTX 5090", 1792, 104.8),
        Of("RX 7800 XT", 624, 37.3), Of("RX 7900 XT", 800, 51.5), Of("RX 7900 XTX", 960, 61.4),
    ];

    /// <summary>The card of a name; null when it is not known.</summary>
    public static KnownCard? Find(string name) => Portable.Any(word => name.Contains(word, StringComparison.OrdinalIgnoreCase))
        ? null
        // RTX 4070 stands in RTX 4070 Ti, too.
        : All.Where(card => name.EndsWith(card.Name, StringComparison.OrdinalIgnoreCase) || name.Contains(card.Name + " ", StringComparison.OrdinalIgnoreCase)).MaxBy(card => card.Name.Length);

    /// <summary>Predicts, by its bandwidth and its operations alone.</summary>
    public Prediction Predict(ModelWork work)
    {
        var each = ((work.LayerWeights * work.LayerBits) + (work.OutputWeights * work.OutputBits)) / 8 / (BandwidthPart * Bandwidth);
        var read = 2 * work.LayerWeights / (OperationsPart * Operations);
        double Answer(int prompt, int tokens) => Math.Max(each, prompt * read) + (tokens * each);
        return new Prediction(
            1 / read,
            1 / each,
            Answer(SpeedLaw.FixPrompt, SpeedLaw.FixAnswer),
            Answer(SpeedLaw.FixPrompt - SpeedLaw.FixKnown, SpeedLaw.FixAnswer),
            Answer(SpeedLaw.GreyPrompt, SpeedLaw.GreyAnswer));
    }

    private static KnownCard Of(string name, double gigabytes, double teraflops) => new(name, gigabytes * 1e9, teraflops * 1e12);
}
