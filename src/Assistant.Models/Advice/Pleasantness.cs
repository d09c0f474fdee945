using System.Globalization;
using Assistant.Models.Catalog;

namespace Assistant.Models.Advice;

/// <summary>What is pleasant to use: text that comes as fast as it is read, and grey text before one types on.</summary>
public static class Pleasantness
{
    /// <summary>Tokens that are generated in a second.</summary>
    public const double LeastRate = 5;

    /// <summary>Seconds from a key to grey text.</summary>
    public const double MostGreySeconds = 0.7;

    /// <summary>What will not be pleasant, with the number; null when it is, or when nothing is known.</summary>
    public static string? Complaint(Slot slot, Prediction? prediction) => (slot, prediction) switch
    {
        (_, null) => null,
        (Slot.Inline, { GreySeconds: > MostGreySeconds }) => string.Create(CultureInfo.InvariantCulture, $"comes {Up(prediction.GreySeconds):0.0} s after a key, later than {MostGreySeconds:0.0} s"),
        (not Slot.Inline, { Rate: < LeastRate }) => string.Create(CultureInfo.InvariantCulture, $"writes {Down(prediction.Rate):0.0} tokens a second, fewer than {LeastRate:0}"),
        _ => null,
    };

    // What is over or below by little must not read as if it were neither.
    private static double Up(double number) => Math.Ceiling(number * 10) / 10;

    private static double Down(double number) => Math.Floor(number * 10) / 10;
}
