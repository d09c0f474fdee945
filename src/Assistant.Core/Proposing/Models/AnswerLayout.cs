using Assistant.Core.Proposing.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;

namespace Assistant.Core.Proposing.Models;

/// <summary>
/// Lays code of an answer out as the file is: its line ends, its indentation, tabs or spaces. A line that stood there before
/// stays as it stood, so that what is shown as changed is what was changed.
/// </summary>
internal static class AnswerLayout
{
    // What a tab counts when it stands beside spaces.
    private const int TabColumns = 4;

    /// <summary>The text of a node of an answer, for a place in a file.</summary>
    /// <param name="node">The node, with what its own text is.</param>
    /// <param name="start">Where in that text it begins: behind attributes, say.</param>
    /// <param name="before">What stands at the place now; empty when something is added.</param>
    /// <param name="indentation">The white space in front of the place's first line.</param>
    /// <param name="layout">The file.</param>
    public static string Fit(SyntaxNode node, int start, string before, string indentation, Layout layout)
    {
        var text = node.SyntaxTree.GetText();
        var fixedLines = LinesInTexts(node, text);
        var lines = text.Lines;
        var first = lines.GetLineFromPosition(start).LineNumber;
        var last = lines.GetLineFromPosition(node.Span.End).LineNumber;
        var shift = Columns(text, lines[first]);
        var step = StepColumns(lines, first, last, fixedLines);
        // Without any indentation the braces say what it was.
        int ColumnsOf(int number) => step is null ? TabColumns * Depth(node, text, lines[number]) : Columns(text, lines[number]) - shift;
        var old = new Queue<string>(Lines(before).Skip(1));
        var fitted = new List<string> { text.ToString(TextSpan.FromBounds(start, first == last ? node.Span.End : lines[first].End)) };
        for (var number = first + 1; number <= last; number++)
        {
            var written = text.ToString(number == last ? TextSpan.FromBounds(lines[number].Start, node.Span.End) : lines[number].Span);
            fitted.Add(fixedLines.Contains(number) ? written : Kept(old, written) ?? Indented(written, ColumnsOf(number), step ?? TabColumns, indentation, layout.Step));
        }

        return string.Join(layout.LineEnd, fitted);
    }

    /// <summary>Numbers of the lines that begin within a text, of which white space is a part.</summary>
    public static HashSet<int> LinesInTexts(IEnumerable<SyntaxToken> tokens, SourceText text)
    {
        var numbers = new HashSet<int>();
        foreach (var token in tokens.Where(token => token.Kind() is SyntaxKind.StringLiteralToken or SyntaxKind.InterpolatedStringTextToken
            or SyntaxKind.MultiLineRawStringLiteralToken or SyntaxKind.Utf8MultiLineRawStringLiteralToken or SyntaxKind.Utf8StringLiteralToken
            or SyntaxKind.InterpolatedMultiLineRawStringStartToken or SyntaxKind.InterpolatedRawStringEndToken))
        {
            var lines = text.Lines.GetLinePositionSpan(token.Span);
            // Behind the mark that begins one, the next line is text from its first letter on.
            var last = token.IsKind(SyntaxKind.InterpolatedMultiLineRawStringStartToken) ? lines.Start.Line + 1 : lines.End.Line;
            for (var line = lines.Start.Line + 1; line <= last; line++)
                numbers.Add(line);
        }

        return numbers;
    }

    private static HashSet<int> LinesInTexts(SyntaxNode node, SourceText text) => LinesInTexts(node.DescendantTokens(), text);

    private static string[] Lines(string text) => text.ReplaceLineEndings("\n").Split('\n');

    // The same line as it stood, in the order in which lines stood.
    private static string? Kept(Queue<string> old, string written)
    {
        var bare = written.Trim();
        if (bare.Length == 0)
            return "";
        // Of a brace by itself nobody can tell which one it was.
        if (!bare.Any(char.IsLetterOrDigit))
            return null;
        var skipped = old.TakeWhile(line => line.Trim() != bare).Count();
        if (skipped == old.Count)
            return null;
        for (var count = 0; count < skipped; count++)
            old.Dequeue();
        return old.Dequeue();
    }

    private static string Indented(string written, int columns, int step, string indentation, string fileStep)
    {
        var (depth, rest) = (Math.Max(0, columns) / step, Math.Max(0, columns) % step);
        return indentation + string.Concat(Enumerable.Repeat(fileStep, depth)) + new string(' ', rest) + written.TrimStart();
    }

    /// <summary>
    /// How far in a line of a node stands in its first line, in steps of indentation, and how long such a step is; null where
    /// nothing stands further in.
    /// </summary>
    public static (int Depth, int Step)? DepthOf(SyntaxNode node, int position)
    {
        var text = node.SyntaxTree.GetText();
        var (first, last) = (text.Lines.GetLineFromPosition(node.SpanStart).LineNumber, text.Lines.GetLineFromPosition(node.Span.End).LineNumber);
        if (StepColumns(text.Lines, first, last, LinesInTexts(node, text)) is not { } step)
            return null;
        var columns = Columns(text, text.Lines.GetLineFromPosition(position)) - Columns(text, text.Lines[first]);
        return columns % step == 0 ? (columns / step, step) : null;
    }

    // How far the first line that is further in stands further in.
    private static int? StepColumns(TextLineCollection lines, int first, int last, HashSet<int> fixedLines)
    {
        var from = Columns(lines[first].Text!, lines[first]);
        for (var number = first + 1; number <= last; number++)
        {
            var columns = Columns(lines[number].Text!, lines[number]);
            if (columns > from && !fixedLines.Contains(number) && lines[number].Span.Length > 0)
                return columns - from;
        }

        return null;
    }

    /// <summary>How many braces are open at a position of a node. Those in texts and comments are none.</summary>
    public static int BracesAt(SyntaxNode node, int position) => node.DescendantTokens().TakeWhile(token => token.SpanStart < position)
        .Sum(token => token.IsMissing ? 0 : token.IsKind(SyntaxKind.OpenBraceToken) ? 1 : token.IsKind(SyntaxKind.CloseBraceToken) ? -1 : 0);

    private static int Depth(SyntaxNode node, SourceText text, TextLine line) => BracesAt(node, line.Start) - (text.ToString(line.Span).TrimStart().StartsWith('}') ? 1 : 0);

    private static int Columns(SourceText text, TextLine line)
    {
        var columns = 0;
        for (var at = line.Start; at < line.End && text[at] is ' ' or '\t'; at++)
            columns = text[at] == '\t' ? (columns / TabColumns * TabColumns) + TabColumns : columns + 1;
        return columns;
    }
}
