using System.Globalization;
using Assistant.Cli.Output;

namespace Assistant.Cli.Benchmarks;

/// <summary>The table, written row by row as the numbers come in.</summary>
internal sealed class BenchmarkTable(TextWriter output, ProgressLine progress)
{
    private const int Width = 100;

    private int met;
    private int missed;

    /// <summary>A part of one, as rows show it.</summary>
    public static string Percent(double part) => (part * 100).ToString("0", CultureInfo.InvariantCulture) + " %";

    /// <summary>A heading for the rows of one size.</summary>
    public void Section(string title)
    {
        progress.Clear();
        output.WriteLine();
        output.WriteLine(VisibleText.Of(title));
        output.WriteLine(new string('-', Width));
        output.WriteLine($"{"",-48} {"n",5}  {"median",11}  {"95%",11}  {"aim",-12}");
    }

    public void Add(BenchmarkRow row)
    {
        progress.Clear();
        if (row.IsMet is { } isMet)
            _ = isMet ? met++ : missed++;
        var mark = row.IsMet switch { true => "met", false => "missed", null => "" };
        output.WriteLine($"{row.What,-48} {row.Count,5}  {row.Measured,11}  {row.Spread,11}  {row.Aim,-12}{mark}".TrimEnd());
    }

    public void End(string note)
    {
        progress.Clear();
        output.WriteLine();
        output.WriteLine(note);
        output.WriteLine($"aims: {met} met, {missed} missed");
    }
}
