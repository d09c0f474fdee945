using System.Buffers;
using System.Globalization;
using Assistant.Cli.Output;
using Assistant.Core.Chat;
using Assistant.Core.Edits;
using Assistant.Core.Verification;
using Spectre.Console;

namespace Assistant.Cli.Chats;

/// <summary>
/// What a conversation shows on a terminal. What a model or a file says is made visible; badges are ours alone and stand in front of
/// what they judge. So that no prose looks like one, the marks that ours begin with, and those that look like them, are shown in prose
/// by their numbers, wherever they stand: a terminal breaks lines where it will.
/// </summary>
/// <param name="console">Where it is shown.</param>
/// <param name="progress">Says what is done at the moment.</param>
internal sealed class ChatText(IAnsiConsole console, ProgressLine progress)
{
    private static readonly Style Plain = Style.Plain;
    private static readonly Style Faint = new(Color.Grey);
    private static readonly Style Good = new(Color.Green);
    private static readonly Style Bad = new(Color.Red);
    private static readonly Style Place = new(Color.Aqua);

    private static readonly SearchValues<char> Marks = SearchValues.Create("✓✔☑✅✗✘✖☒❌·");

    // Line ends that were not written yet: more than one empty line says nothing.
    private const int MostEnds = 2;
    private int ends;
    private bool hasBegun;

    /// <summary>Who answers, and why.</summary>
    public void Asked(string tier, string model, bool isHere, string reason) => Line((tier, Place), ($"  {model}{(isHere ? "" : ", on another machine")}: {reason}", Faint));

    /// <summary>More prose.</summary>
    public void Prose(string text)
    {
        progress.Clear();
        var lines = text.Split('\n');
        for (var at = 0; at < lines.Length; at++)
        {
            if (at > 0)
                ends++;
            if (lines[at].Length > 0)
                Write(WithoutMarks(lines[at]), Plain);
        }
    }

    /// <summary>A block with the compiler's word.</summary>
    /// <param name="number">What it is called in this conversation.</param>
    /// <param name="block">It.</param>
    /// <param name="others">What blocks that belong to it are called.</param>
    /// <param name="withCode">Whether its code is shown though it was rejected.</param>
    public void Block(int number, JudgedBlock block, IReadOnlyList<int> others, bool withCode)
    {
        Apart();
        var name = ($"[{number}] ", Faint);
        var what = block.Title is null ? "" : block.Title.StartsWith("new file", StringComparison.Ordinal) ? $"  {block.Title}" : $"  {block.Path}  {block.Title}";
        switch (block.Verdict)
        {
            case VerdictKind.Accepted:
                Line(("✓ ", Good), name, ("compiles in your solution", Good), (what, Place), (others.Count > 0 ? $"  together with {string.Join(", ", others.Select(other => $"[{other}]"))}" : "", Faint));
                break;
            case VerdictKind.Rejected:
                Line(("✗ ", Bad), name, ($"rejected: {ReasonOf(block)}", Bad), (what, Place));
                foreach (var found in block.NewDiagnostics)
                    Line(($"    {found.Id} ", Bad), (found.Message, Plain), (found.Path is null ? "" : $"  {found.Path}:{found.Line}", Faint));
                foreach (var found in block.Silencing)
                    Line(("    hides ", Bad), ($"{found.Rule}, {found.Path}:{found.Line}", Plain));
                break;
            default:
                Line(("· ", Faint), name, ($"a fragment that was not checked: {block.Reason}", Faint), (what, Place));
                break;
        }

        if (block.Verdict != VerdictKind.Rejected || withCode)
        {
            foreach (var line in block.Code.Split('\n'))
                Line(($"    {line}", Plain));
        }

        ends = MostEnds;
    }

    /// <summary>What an edit changes.</summary>
    public void Difference(ChangeSet changes)
    {
        foreach (var file in changes.Files)
        {
            Line((changes.Before.RelativePath(file.FullPath), Place), (file.Before is null ? "  new file" : "", Faint));
            var lines = file.Before is null ? file.After!.Lines.Select(line => new DiffLine('+', line.LineNumber + 1, line.ToString())) : file.After is null ? [] : LineDiff.Between(file.Before, file.After);
            foreach (var line in lines)
                Line(($"    {line.Number,4} {line.Kind} {line.Text}", line.Kind == '-' ? Bad : Good));
        }
    }

    /// <summary>How an answer ended, where that is to be said.</summary>
    public void Ended(ChatOutcome outcome, string? message)
    {
        progress.Clear();
        if (message is not null)
            Line((outcome == ChatOutcome.Failed ? "✗ " : "· ", outcome == ChatOutcome.Answered ? Faint : Bad), (message, outcome == ChatOutcome.Answered ? Faint : Bad));
    }

    /// <summary>Something of ours.</summary>
    public void Say(string text) => Line((text, Faint));

    /// <summary>Ends the last line, before something else is written.</summary>
    public void Finish()
    {
        if (hasBegun)
            console.WriteLine();
        (ends, hasBegun) = (0, false);
    }

    private void Line(params (string Text, Style Style)[] parts)
    {
        progress.Clear();
        if (hasBegun && ends == 0)
            ends = 1;
        foreach (var (text, style) in parts)
            Write(text, style);
        ends = 1;
    }

    private static string ReasonOf(JudgedBlock block) => block switch
    {
        { NewDiagnostics.Length: 1 } => "a new error",
        { NewDiagnostics.Length: > 1 } => $"{block.NewDiagnostics.Length} new errors",
        { Reason: { } reason } => reason,
        _ => $"it hides something: {string.Join(", ", block.Silencing.Select(found => found.Rule).Distinct(StringComparer.Ordinal))}",
    };

    private static string WithoutMarks(string prose) => prose.AsSpan().ContainsAny(Marks)
        ? string.Concat(prose.Select(letter => Marks.Contains(letter) ? string.Create(CultureInfo.InvariantCulture, $"\\u{{{(int)letter:X}}}") : letter.ToString()))
        : prose;

    private void Apart() => ends = hasBegun ? MostEnds : 0;

    private void Write(string text, Style style)
    {
        if (text.Length == 0)
            return;
        for (var left = hasBegun ? Math.Min(ends, MostEnds) : 0; left > 0; left--)
            console.WriteLine();
        (ends, hasBegun) = (0, true);
        console.Write(new Text(VisibleText.Of(text), style));
    }
}
