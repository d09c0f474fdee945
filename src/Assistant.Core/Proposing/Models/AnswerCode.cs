using System.Globalization;
using System.Text;
using Assistant.Core.Edits;

namespace Assistant.Core.Proposing.Models;

/// <summary>
/// Finds the code in what a model says. It was asked for one fenced block and nothing else; what comes is fences of several
/// kinds, none, two halves, a difference, prose around, and thinking in front.
/// </summary>
internal static class AnswerCode
{
    private const string Thinking = "<think>";
    private const string Thought = "</think>";
    private const string Fence = "```";
    private const string OtherFence = "~~~";

    // What a block in another language is, is no code of ours.
    private static readonly string[] Foreign = ["json", "xml", "bash", "sh", "shell", "powershell", "yaml", "text", "markdown"];

    /// <summary>Blocks of code in the order in which they stand.</summary>
    /// <param name="answer">What the model said.</param>
    /// <returns>Empty when it only thought.</returns>
    public static IReadOnlyList<string> In(string answer)
    {
        var said = AfterThinking(answer);
        if (said.Trim().Length == 0)
            return [];
        var blocks = Fenced(said).ToList();
        return blocks.Count > 0 ? blocks : [said];
    }

    /// <summary>Why code is looked at no further; null when it is.</summary>
    /// <param name="code">Of an answer.</param>
    /// <param name="before">The text that it is to take the place of, which may have held the same.</param>
    public static string? Refusal(string code, string before)
    {
        if (Nesting.IsTooDeep(code) || Interpolations.AreTooDeep(code))
            return "the answer is nested too deeply to be compiled";
        // Also in texts: a model that needs one can write it as an escape.
        var hidden = code.EnumerateRunes().Where(IsUnseen).Except(before.EnumerateRunes().Where(IsUnseen)).ToList();
        return hidden.Count > 0 ? string.Create(CultureInfo.InvariantCulture, $"the answer holds letters that cannot be seen (U+{hidden[0].Value:X4})") : null;
    }

    private static bool IsUnseen(Rune letter) => letter.Value is not ('\t' or '\r' or '\n') && UnseenLetters.Has(letter);

    // A model that thinks although it should not may begin to without a mark, and may never end.
    private static string AfterThinking(string answer)
    {
        var end = answer.LastIndexOf(Thought, StringComparison.Ordinal);
        if (end >= 0)
            return answer[(end + Thought.Length)..];
        var start = answer.IndexOf(Thinking, StringComparison.Ordinal);
        return start < 0 ? answer : answer[..start];
    }

    private static IEnumerable<string> Fenced(string text)
    {
        string? open = null;
        var tag = "";
        var lines = new List<string>();
        foreach (var line in text.Split('\n'))
        {
            // A mark that ends a turn may stand behind the one that ends the block.
            var bare = line.Trim();
            if (open is null)
            {
                open = bare.StartsWith(Fence, StringComparison.Ordinal) ? Fence : bare.StartsWith(OtherFence, StringComparison.Ordinal) ? OtherFence : null;
                tag = open is null ? "" : bare.TrimStart(open[0]).Trim().ToUpperInvariant();
                lines.Clear();
            }
            else if (bare.StartsWith(open, StringComparison.Ordinal) && bare.TrimStart(open[0]) is "" or ['<', ..])
            {
                open = null;
                if (!IsForeign(tag))
                    yield return Block(tag, lines);
            }
            else
            {
                lines.Add(line);
            }
        }

        // One that is not closed goes to the end.
        if (open is not null && lines.Count > 0 && !IsForeign(tag))
            yield return Block(tag, lines);
    }

    // Behind the language some name a file.
    private static bool IsForeign(string tag) => Foreign.Contains(tag.Split(' ', ':')[0], StringComparer.OrdinalIgnoreCase);

    private static string Block(string tag, IEnumerable<string> lines) => string.Join('\n', tag == "DIFF" ? AfterDifference(lines) : lines);

    private static IEnumerable<string> AfterDifference(IEnumerable<string> lines) => lines
        .Where(line => !line.StartsWith('-') && !line.StartsWith("@@", StringComparison.Ordinal) && !line.StartsWith("+++", StringComparison.Ordinal))
        .Select(line => line is ['+' or ' ', ..] ? line[1..] : line);
}
