using System.Globalization;

namespace Assistant.Cli.Cascades;

/// <summary>How far wrong answers of one kind came: written, readable, compiling and not what was right, and shown all the same.</summary>
/// <param name="kind">The kind's name.</param>
internal sealed class CorruptionTally(string kind)
{
    public static string Head { get; } = $"{"wrong answer",-20}{"answers",9}{"parse",9}{"stopped",9}{"compile",9}{"shown",9}  escape the compiler, and the silencing rules";

    public string Kind => kind;

    public int Answers { get; set; }

    public int Parsing { get; set; }

    /// <summary>Ended in their middle where answers are looked at while they are written.</summary>
    public int Stopped { get; set; }

    /// <summary>Passed the compiler, and differ from what was right.</summary>
    public int Compiling { get; set; }

    /// <summary>Passed the silencing rules as well.</summary>
    public int Shown { get; set; }

    /// <summary>Ended in their middle though the compiler takes them whole.</summary>
    public int StoppedWrongly { get; set; }

    public static CorruptionTally Sum(IEnumerable<CorruptionTally> tallies)
    {
        var sum = new CorruptionTally("sum");
        foreach (var tally in tallies)
        {
            sum.Answers += tally.Answers;
            sum.Parsing += tally.Parsing;
            sum.Stopped += tally.Stopped;
            sum.Compiling += tally.Compiling;
            sum.Shown += tally.Shown;
            sum.StoppedWrongly += tally.StoppedWrongly;
        }

        return sum;
    }

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{kind,-20}{Answers,9}{Parsing,9}{Stopped,9}{Compiling,9}{Shown,9}  {Share(Compiling)}, {Share(Shown)}");

    /// <summary>Of all answers of the kind.</summary>
    public string Share(int part) => Answers == 0 ? "none" : (1.0 * part / Answers).ToString("0%", CultureInfo.InvariantCulture);
}
