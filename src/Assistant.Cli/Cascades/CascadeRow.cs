using System.Globalization;
using Assistant.Core.Proposing.Models;

namespace Assistant.Cli.Cascades;

/// <summary>A row of the table: who was asked, and what came of it.</summary>
/// <param name="name">Who was asked, in order.</param>
/// <param name="rate">How many answers of the small model are wrong; of the large one half as many.</param>
internal sealed class CascadeRow(string name, double rate)
{
    /// <summary>The head of the table.</summary>
    public static string Head { get; } = Line("asked", "wrong", "tasks", "rules", "small", "large", "unsolved", "calls", "stopped", "prompt", "answer", "judged", "broken", "withheld", "escaped");

    public int Rules { get; set; }

    public int Small { get; set; }

    public int Large { get; set; }

    public int Unsolved { get; set; }

    public ModelUsage Usage { get; set; }

    /// <summary>What of it the large model cost.</summary>
    public ModelUsage OfLarge { get; set; }

    public string Name => name;

    /// <summary>Answers that the verifier had a word on.</summary>
    public int Judged { get; set; }

    /// <summary>Shown, with an error that was not there before.</summary>
    public int Broken { get; set; }

    /// <summary>Right, and not shown.</summary>
    public int Withheld { get; set; }

    /// <summary>Shown, and not what was right.</summary>
    public int Escaped { get; set; }

    /// <inheritdoc/>
    public override string ToString() => Line(
        name, rate.ToString("0%", CultureInfo.InvariantCulture), Rules + Small + Large + Unsolved, Rules, Small, Large, Unsolved, Usage.Calls, Usage.Stopped, Usage.PromptTokens, Usage.Tokens, Judged, Broken, Withheld, Escaped);

    private static string Line(object first, params ReadOnlySpan<object> cells)
    {
        var line = string.Create(CultureInfo.InvariantCulture, $"{first,-23}");
        foreach (var cell in cells)
            line += string.Create(CultureInfo.InvariantCulture, $"{cell,9}");
        return line;
    }
}
