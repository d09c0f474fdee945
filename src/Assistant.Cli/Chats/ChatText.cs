using Assistant.Cli.Output;
using Assistant.Core.Chat;
using Assistant.Core.Edits;
using Assistant.Core.Verification;
using Spectre.Console;

namespace Assistant.Cli.Chats;

/// <summary>What a conversation shows on a terminal. What a model or a file says is made visible; badges are ours alone and stand in front of what they judge.</summary>
/// <param name="console">Where it is shown.</param>
/// <param name="progress">Says what is done at the moment.</param>
internal sealed class ChatText(IAnsiConsole console, ProgressLine progress)
{
    private static readonly Style Plain = Style.Plain;
    private static readonly Style Faint = new(Color.Grey);
    private static readonly Style Good = new(Color.Green);
    private static readonly Style Bad = new(Color.Red);
    private static readonly Style Place = new(Color.Aqua);

    // Whether the line that was written last has not ended.
    private bool isOpen;

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
                console.WriteLine();
            if (lines[at].Length > 0)
                console.Write(new Text(VisibleText.Of(lines[at]), Plain));
        }

        isOpen = lines[^1].Length > 0 || (lines.Length == 1 && isOpen);
    }

    /// <summary>A block with the compiler's word.</summary>
    /// <param name="number">What it is called in this conversation.</param>
    /// <param name="block">It.</param>
    /// <param name="others">What blocks that belong to it are called.</param>
    /// <param name="withCode">Whether its code is shown though it was rejected.</param>
    public void Block(int number, JudgedBlock block, IReadOnlyList<int> others, bool withCode)
    {
        Line();
        var name = ($"[{number}] ", Faint);
        var what = block.Title is null ? "" : block.Title.StartsWith("new file", StringComparison.Ordinal) ? $"  {block.Title}" : $"  {block.Path}  {block.Title}";
        switch (block.Verdict)
        {
            case VerdictKind.Accepted:
                Line(("✓ ", Good), name, ("compiles in your solution", Good), (what, Place), (others.Count > 0 ? $"  together with {string.Join(", ", others.Select(other => $"[{other}]"))}" : "", Faint));
                break;
            case VerdictKind.Rejected:
                Line(("✗ ", Bad), name, ($"rejected: {(block.NewDiagnostics.Length == 1 ? "a new error" : block.NewDiagnostics.IsEmpty ? block.Reason : $"{block.NewDiagnostics.Length} new errors")}", Bad), (what, Place));
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
            Line();
        }
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
        if (isOpen)
            Line();
        if (message is not null)
            Line((outcome == ChatOutcome.Failed ? "✗ " : "· ", outcome == ChatOutcome.Answered ? Faint : Bad), (message, outcome == ChatOutcome.Answered ? Faint : Bad));
    }

    /// <summary>Something of ours.</summary>
    public void Say(string text) => Line((text, Faint));

    private void Line(params (string Text, Style Style)[] parts)
    {
        progress.Clear();
        if (isOpen)
            console.WriteLine();
        isOpen = false;
        foreach (var (text, style) in parts)
            console.Write(new Text(VisibleText.Of(text), style));
        console.WriteLine();
    }
}
