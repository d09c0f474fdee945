using System.Globalization;

namespace Assistant.Bench.Engine;

/// <summary>
/// What a small fix would take on other machines, by two laws: a prompt is computed (so it goes with cores), and to generate a
/// token all weights that it uses are read (so it goes with bandwidth, or with cores where those are the narrower). The law of
/// bandwidth predicts the published figures of an i7-8700 to 4%.
/// </summary>
/// <param name="table">Where rows go.</param>
/// <param name="bandwidth">Bytes per second that memory gives here, two threads.</param>
internal sealed class SpeedLaws(EngineTable table, double bandwidth)
{
    private const int Cores = 8;

    /// <summary>Sustained by DDR5 with two channels, from a guide of LocalLLaMA; the theoretical number is 80 to 90.</summary>
    private const double DesktopBandwidth = 35e9;

    /// <summary>NVIDIA's page of the RTX 3060 with 12 GB: 192 bits at 15 Gbit/s.</summary>
    private const double CardBandwidth = 360e9;

    /// <summary>The same page: 12.7 TFLOPS in 32 bits; half of it is reached, and tensor cores, which would bring more, are not counted.</summary>
    private const double CardOperations = 12.7e12 / 2;

    /// <summary>What fits on the card beside a context.</summary>
    private const double CardBytes = 10e9;

    private const double BytesPerWeight = 4.86 / 8;

    /// <summary>Prints its rows.</summary>
    /// <param name="shape">The shape.</param>
    /// <param name="rates">What was measured with one thread.</param>
    /// <param name="measured">Seconds of the fix here.</param>
    public void Print(BenchShape shape, Rates rates, (double Cold, double Known) measured)
    {
        var bytes = shape.ActiveWeights * BytesPerWeight;
        table.Row(
            "weights read for a token, and how fast that was here",
            $"{EngineTable.Number(bytes / 1e9, 2)} GB",
            $"{EngineTable.Number(rates.GenerateTwo * bytes / 1e9)} of {EngineTable.Number(bandwidth / 1e9)} GB/s");
        var prompt = Cores * rates.Prompt;
        var generate = Math.Min(Cores * rates.Generate, DesktopBandwidth / bytes);
        Rows($"by the laws, {Cores} such cores, 35 GB/s", prompt, generate, measured);
        var expertBytes = shape.Shape.ActiveExpertWeights * BytesPerWeight;
        if (shape.Shape.Bytes <= CardBytes)
        {
            Rows("by the laws, a card of 12 GB, 360 GB/s", CardOperations / (2 * shape.ActiveWeights), CardBandwidth / bytes, measured);
        }
        else
        {
            // Experts stay in the machine's memory and are computed by its cores; the rest is on the card and next to nothing in time.
            var slower = Math.Min(Cores * rates.Generate * bytes / expertBytes, DesktopBandwidth / expertBytes);
            Rows(
                $"by the laws, that card for all but experts, {Cores} cores",
                prompt * bytes / expertBytes,
                1 / ((1 / slower) + ((bytes - expertBytes) / CardBandwidth)),
                measured);
        }
    }

    private void Rows(string where, double prompt, double generate, (double Cold, double Known) measured)
    {
        double Seconds(int read) => (read / prompt) + (FixTimes.Answer / generate);
        table.Row(
            where,
            string.Create(CultureInfo.InvariantCulture, $"{Seconds(FixTimes.Prompt):F1} s"),
            string.Create(CultureInfo.InvariantCulture, $"{Seconds(FixTimes.Prompt - FixTimes.Known):F1} s with {FixTimes.Known} known"),
            string.Create(CultureInfo.InvariantCulture, $"(here {measured.Cold:F1} and {measured.Known:F1} s; {prompt:F0} t/s in, {generate:F0} t/s out)"));
    }
}
