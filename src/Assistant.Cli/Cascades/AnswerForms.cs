using System.Text;

namespace Assistant.Cli.Cascades;

/// <summary>The forms in which models answer: a fence of some kind or none, words around, thinking in front, another indentation, other line ends.</summary>
internal static class AnswerForms
{
    private static readonly string[] Fences = ["```csharp", "```cs", "```", "~~~csharp"];

    /// <summary>How many there are.</summary>
    public const int Count = 8;

    /// <summary>An answer without any code.</summary>
    public const string Nothing = "The member looks right to me. The error is most likely caused by something else in the project, so I would not change it.\n";

    /// <summary>Code as an answer.</summary>
    /// <param name="code">The code.</param>
    /// <param name="form">Which form, below <see cref="Count"/>.</param>
    /// <param name="isWhole">Whether the answer ends where it should; one that was cut off has no end of a fence and no words behind.</param>
    public static string Of(string code, int form, bool isWhole)
    {
        var fence = Fences[form % Fences.Length];
        var fenced = $"{fence}\n{code}{(isWhole ? $"\n{fence[..3]}\n" : "")}";
        return form switch
        {
            4 => $"Here is the corrected member:\n\n{fenced}{(isWhole ? "\nThis keeps the behaviour and compiles.\n" : "")}",
            5 => $"<think>The compiler names the place, so only that has to change.</think>\n{fenced}",
            // Without a fence.
            6 => code + (isWhole ? "\n" : ""),
            7 => fenced.ReplaceLineEndings("\r\n"),
            1 => Reindented(fenced, "  "),
            2 => Reindented(fenced, "\t"),
            _ => fenced,
        };
    }

    // Lines of a text are left alone: what stands in front of them is a part of it.
    private static string Reindented(string text, string step)
    {
        if (text.Contains("\"\"\"", StringComparison.Ordinal) || text.Contains("@\"", StringComparison.Ordinal))
            return text;
        var written = new StringBuilder();
        foreach (var line in text.Split('\n'))
        {
            var depth = line.TakeWhile(letter => letter == ' ').Count();
            written.Append(written.Length == 0 ? "" : "\n").Append(depth % 4 == 0 ? string.Concat(Enumerable.Repeat(step, depth / 4)) : line[..depth]).Append(line[depth..]);
        }

        return written.ToString();
    }
}
