namespace Assistant.Models.Machine;

/// <summary>
/// How fast the layers of a kind of model are computed. One token reads all weights that it uses and computes little; for many
/// the computing takes the time. What is between two measured numbers of tokens lies on a line between them.
/// </summary>
/// <param name="Steps">What was measured, the fewest tokens first, which is one.</param>
public sealed record LayerSpeed(IReadOnlyList<StepTime> Steps)
{
    /// <summary>Bits of a weight in the layers of a Q4_K_M file, for which <see cref="Steps"/> holds: half of the layers have a quarter of their weights in Q6_K.</summary>
    public const double MeasuredBits = 4.78;

    /// <summary>Seconds that the layers take for tokens that are read together.</summary>
    /// <param name="tokens">How many.</param>
    /// <param name="weights">Weights of the layers that a token uses.</param>
    /// <param name="bits">Bits of such a weight.</param>
    public double Seconds(int tokens, double weights, double bits)
    {
        var reading = Steps[0].SecondsPerWeight * bits / MeasuredBits;
        return weights * (tokens <= 1 ? reading : Math.Max(reading, PerWeight(tokens)));
    }

    private double PerWeight(int tokens)
    {
        if (Steps.Count == 1)
            return Steps[0].SecondsPerWeight * tokens / Steps[0].Tokens;
        var upper = Math.Clamp(Steps.TakeWhile(step => step.Tokens < tokens).Count(), 1, Steps.Count - 1);
        var (from, to) = (Steps[upper - 1], Steps[upper]);
        return from.SecondsPerWeight + ((to.SecondsPerWeight - from.SecondsPerWeight) * (tokens - from.Tokens) / (to.Tokens - from.Tokens));
    }
}
