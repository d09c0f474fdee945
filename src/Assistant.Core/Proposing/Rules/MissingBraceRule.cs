using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Assistant.Core.Proposing.Rules;

/// <summary>Closes a block that the indentation says is over, and removes a brace that closes nothing.</summary>
internal sealed class MissingBraceRule : IRepairRule
{
    public ImmutableArray<string> Ids => ["CS1513", "CS1022", "CS1519", "CS0106"];

    public IEnumerable<RuleRepair> Propose(Fault fault)
    {
        if (fault.Id == "CS1022")
        {
            var token = fault.Root.FindToken(fault.Span.Start, findInsideTrivia: true);
            if (token.IsKind(SyntaxKind.CloseBraceToken))
                yield return new RuleRepair("Remove '}'", Preference.Evident, fault.Replace(fault.Layout.WholeLine(token.Span), ""));
            yield break;
        }

        if (FirstUnclosed(fault) is var (position, indentation))
            yield return new RuleRepair("Add '}'", Preference.Evident, Close(fault, position, indentation));
    }

    // A line of nothing but the right indentation is where the brace stood.
    private static RuleEdit Close(Fault fault, int position, string indentation)
    {
        var line = fault.Text.Lines.GetLineFromPosition(position);
        return indentation.Length > 0 && fault.Text.ToString(line.Span) == indentation ? fault.Insert(line.End, "}")
            : position == fault.Text.Length && !fault.Layout.StartsLine(position) ? fault.Insert(position, fault.Layout.LineEnd + indentation + "}")
            : fault.Insert(position, indentation + "}" + fault.Layout.LineEnd);
    }

    // A line that stands no deeper than the line which opened a block ends that block.
    private static (int Position, string Indentation)? FirstUnclosed(Fault fault)
    {
        var open = new Stack<(string Indentation, int Line)>();
        foreach (var token in fault.Root.DescendantTokens().Where(token => !token.IsMissing))
        {
            var line = fault.Text.Lines.GetLineFromPosition(token.SpanStart);
            var indentation = fault.Layout.IndentationAt(token.SpanStart);
            var closes = token.IsKind(SyntaxKind.CloseBraceToken);
            var isEnd = token.IsKind(SyntaxKind.EndOfFileToken);
            if (open.TryPeek(out var block) && (isEnd || (fault.Layout.StartsLine(token.SpanStart) && line.LineNumber > block.Line && indentation.Length < block.Indentation.Length + (closes ? 0 : 1))))
                return (isEnd ? fault.Text.Length : fault.Layout.StartOfBlankLinesBefore(FirstLineOf(token, block.Indentation, fault)), block.Indentation);
            if (token.IsKind(SyntaxKind.OpenBraceToken))
                open.Push((indentation, line.LineNumber));
            else if (closes)
                open.TryPop(out _);
        }

        return null;
    }

    // The comments above a line that stand no deeper than the block belong to that line, and not to the block.
    private static int FirstLineOf(SyntaxToken token, string indentation, Fault fault)
    {
        var first = token.LeadingTrivia.FirstOrDefault(trivia =>
            trivia.Kind() is not (SyntaxKind.WhitespaceTrivia or SyntaxKind.EndOfLineTrivia) && fault.Layout.IndentationAt(trivia.SpanStart).Length <= indentation.Length);
        return fault.Text.Lines.GetLineFromPosition(first == default ? token.SpanStart : first.SpanStart).LineNumber;
    }
}
