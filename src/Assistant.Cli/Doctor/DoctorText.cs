using System.Text;
using Assistant.Cli.Output;
using Spectre.Console;

namespace Assistant.Cli.Doctor;

/// <summary>The page that <c>assistant doctor</c> shows to people.</summary>
/// <param name="console">Where it is shown.</param>
/// <param name="width">Columns of the terminal; what is to be typed is never broken. Null when it goes to a file or a program.</param>
internal sealed class DoctorText(IAnsiConsole console, int? width)
{
    private const int NameColumn = 4;
    private const int WordsColumn = 14;
    private const int WidestProse = 110;

    private static readonly Style Plain = Style.Plain;
    private static readonly Style Strong = new(decoration: Decoration.Bold);
    private static readonly Style Faint = new(Color.Grey);
    private static readonly Style Good = new(Color.Green);
    private static readonly Style Doubtful = new(Color.Yellow);
    private static readonly Style Bad = new(Color.Red);
    private static readonly Style Typed = new(Color.Aqua);

    public void Show(string program, IReadOnlyList<Finding> findings)
    {
        Line((program, Faint));
        Line();
        var before = "";
        foreach (var finding in findings)
        {
            Show(finding, finding.What == before ? "" : finding.What);
            before = finding.What;
        }

        Line();
        var (wrong, toDo) = (findings.Count(finding => finding.State == FindingState.Wrong), findings.Count(finding => finding.State != FindingState.Good));
        if (toDo == 0)
            Line(("All is well.", Good));
        else
            Line((toDo == 1 ? "One thing to do" : $"{toDo} things to do", wrong > 0 ? Bad : Doubtful), (wrong == 0 ? "; everything else is well." : wrong == toDo ? "." : $", {wrong} of them {(wrong == 1 ? "is" : "are")} in the way of something.", Plain));
    }

    private void Show(Finding finding, string name)
    {
        var (mark, style) = finding.State switch
        {
            FindingState.Good => ("✓", Good),
            FindingState.Warning => ("!", Doubtful),
            _ => ("✗", Bad),
        };
        var lines = Wrapped(VisibleText.Of(finding.Words)).ToList();
        Line(($"  {mark} ", style), (name.PadRight(WordsColumn - NameColumn), Strong), (lines[0], Plain));
        foreach (var line in lines.Skip(1))
            Line((new string(' ', WordsColumn) + line, Plain));
        if (finding.Next is { } next)
            Line((new string(' ', WordsColumn) + (finding.State == FindingState.Good ? "to use it: " : "next: "), Faint), (next, Typed));
    }

    // Whole words on each line; a word wider than the room stays whole.
    private IEnumerable<string> Wrapped(string text)
    {
        var room = (width is { } columns ? Math.Min(columns, WidestProse) : int.MaxValue) - WordsColumn;
        var line = new StringBuilder();
        foreach (var word in text.Split(' '))
        {
            if (line.Length > 0 && line.Length + 1 + word.Length > room)
            {
                yield return line.ToString();
                line.Clear();
            }

            line.Append(line.Length == 0 ? "" : " ").Append(word);
        }

        yield return line.ToString();
    }

    private void Line(params (string Text, Style Style)[] parts)
    {
        foreach (var (text, style) in parts)
            console.Write(new Text(VisibleText.Of(text), style));
        console.WriteLine();
    }
}
