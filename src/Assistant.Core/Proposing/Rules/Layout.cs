using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace Assistant.Core.Proposing.Rules;

/// <summary>How a file is laid out, found in the file itself: line ends, indentation, where braces stand.</summary>
internal sealed class Layout(SyntaxNode root, SourceText text)
{
    /// <summary>The file's line end: that of its first line.</summary>
    public string LineEnd { get; } = LineEndOf(text);

    /// <summary>One step of indentation: how far the first member stands inside of its type.</summary>
    public string Step { get; } = StepOf(root, text);

    /// <summary>The white space at the start of the line that holds a position.</summary>
    public string IndentationAt(int position) => IndentationAt(text, position);

    /// <summary>Whether nothing but white space stands before a position in its line.</summary>
    public bool StartsLine(int position)
    {
        var line = text.Lines.GetLineFromPosition(position);
        return IndentationAt(position).Length == position - line.Start;
    }

    /// <summary>The line that holds nothing but a span, with its end; the span itself where there is more in its line.</summary>
    public TextSpan WholeLine(TextSpan span)
    {
        var line = text.Lines.GetLineFromPosition(span.Start);
        return text.ToString(line.Span).Trim().Length == span.Length ? line.SpanIncludingLineBreak : span;
    }

    /// <summary>Whether the line above the one that holds a position is blank.</summary>
    public bool IsAfterBlankLine(int position) =>
        text.Lines.GetLineFromPosition(position).LineNumber is > 0 and var line && text.ToString(text.Lines[line - 1].Span).Trim().Length == 0;

    /// <summary>Where a line starts, or the blank lines before it.</summary>
    public int StartOfBlankLinesBefore(int line)
    {
        while (line > 0 && text.ToString(text.Lines[line - 1].Span).Trim().Length == 0)
            line--;
        return text.Lines[line].Start;
    }

    /// <summary>Lines of a new text, joined and indented.</summary>
    public string Lines(string indentation, IEnumerable<string> lines) => string.Join(LineEnd, lines.Select(line => line.Length == 0 ? "" : indentation + line));

    /// <summary>Where a statement begins together with the comments above it that belong to it.</summary>
    public static int StartWithComments(SyntaxNode node)
    {
        var start = node.SpanStart;
        var lineEnds = 0;
        foreach (var trivia in node.GetLeadingTrivia().Reverse())
        {
            if (trivia.IsKind(SyntaxKind.EndOfLineTrivia))
            {
                if (++lineEnds > 1)
                    break;
            }
            else if (trivia.Kind() is SyntaxKind.SingleLineCommentTrivia or SyntaxKind.MultiLineCommentTrivia)
            {
                start = trivia.SpanStart;
                lineEnds = 0;
            }
            else if (!trivia.IsKind(SyntaxKind.WhitespaceTrivia))
            {
                break;
            }
        }

        return start;
    }

    /// <summary>The white space at the start of the line of a text that holds a position.</summary>
    public static string IndentationAt(SourceText text, int position)
    {
        var line = text.Lines.GetLineFromPosition(position);
        var end = line.Start;
        while (end < line.End && text[end] is ' ' or '\t')
            end++;
        return text.ToString(TextSpan.FromBounds(line.Start, end));
    }

    private static string LineEndOf(SourceText text)
    {
        var first = text.Lines[0];
        return first.EndIncludingLineBreak == first.End ? "\n" : text.ToString(TextSpan.FromBounds(first.End, first.EndIncludingLineBreak));
    }

    private static string StepOf(SyntaxNode root, SourceText text)
    {
        foreach (var member in root.DescendantNodes(node => node is CompilationUnitSyntax or MemberDeclarationSyntax).OfType<MemberDeclarationSyntax>())
        {
            if (member.Parent is not BaseTypeDeclarationSyntax type)
                continue;
            var outer = IndentationAt(text, type.SpanStart);
            var inner = IndentationAt(text, member.SpanStart);
            if (inner.Length > outer.Length && inner.StartsWith(outer, StringComparison.Ordinal))
                return inner[outer.Length..];
        }

        return "    ";
    }
}
