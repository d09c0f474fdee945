using System.Globalization;

namespace Assistant.Bench.Engine;

/// <summary>The table, written row by row as the numbers come in.</summary>
/// <param name="output">Where to.</param>
internal sealed class EngineTable(TextWriter output)
{
    private const int Width = 118;

    private int met;
    private int missed;

    /// <summary>A number with so many digits behind the point.</summary>
    public static string Number(double value, int digits = 1) => value.ToString("F" + digits.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);

    /// <summary>The middle one of some numbers.</summary>
    public static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        return sorted.Length == 0 ? double.NaN : sorted[sorted.Length / 2];
    }

    /// <summary>A heading.</summary>
    public void Section(string title)
    {
        output.WriteLine();
        output.WriteLine(title);
        output.WriteLine(new string('-', Width));
        output.WriteLine($"{"",-56} {"measured",14}  {"beside it",24}  aim");
        output.Flush();
    }

    /// <summary>A row.</summary>
    /// <param name="what">What was measured.</param>
    /// <param name="measured">The number with its unit.</param>
    /// <param name="beside">A second number, or what it is compared with.</param>
    /// <param name="aim">What it should be.</param>
    /// <param name="isMet">Whether it is; null when nothing is aimed at.</param>
    public void Row(string what, string measured, string beside = "", string aim = "", bool? isMet = null)
    {
        if (isMet is { } answer)
            _ = answer ? met++ : missed++;
        var mark = isMet switch { true => ": met", false => ": missed", null => "" };
        output.WriteLine($"{what,-56} {measured,14}  {beside,24}  {aim}{mark}".TrimEnd());
        output.Flush();
    }

    /// <summary>A line between rows.</summary>
    public void Note(string text)
    {
        output.WriteLine(text);
        output.Flush();
    }

    /// <summary>How many aims were met.</summary>
    public void End()
    {
        output.WriteLine();
        output.WriteLine($"aims: {met} met, {missed} missed");
    }
}
