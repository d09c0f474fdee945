using System.Globalization;

namespace Assistant.Bench.Engine;

/// <summary>
/// What it costs to read a prompt in small steps: the host takes as many tokens at once as it can read in about two seconds, so
/// that a more urgent request need not wait for longer.
/// </summary>
/// <param name="tools">What every measurement needs.</param>
internal sealed class StepSizes(BenchTools tools)
{
    private static readonly int[] Sizes = [256, 128, 64, 32];

    /// <summary>Prints its row.</summary>
    /// <param name="own">Our side, with a model.</param>
    public void Print(OwnSide own)
    {
        var prompt = tools.Texts.Tokens(tools.Texts.Of(Sizes[0], 8));
        var rates = new List<double>();
        foreach (var size in Sizes)
            rates.Add(prompt.Length / Math.Min(own.SecondsOfPrompt(prompt, 1, size), own.SecondsOfPrompt(prompt, 1, size)));
        tools.Table.Row(
            $"prompt of {prompt.Length.ToString(CultureInfo.InvariantCulture)} tokens, 1 thread, in steps of {Sizes[^1]}",
            $"{EngineTable.Number(rates[^1])} t/s",
            $"of {string.Join(", ", Sizes.SkipLast(1))}: {string.Join(", ", rates.SkipLast(1).Select(rate => EngineTable.Number(rate)))}");
    }
}
