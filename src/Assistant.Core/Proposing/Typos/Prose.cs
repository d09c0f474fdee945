using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace Assistant.Core.Proposing.Typos;

/// <summary>What of a file people wrote for people: comments, documentation and texts in quotes.</summary>
internal static class Prose
{
    private const int FewestWords = 3;

    // What only looks like prose: code that was commented out, addresses, tables.
    private static readonly string[] SignsOfCode = [";", "{ ", " }", "=>", "()", "==", "//", "||", "&&", " = ", "<-", "->"];

    // Also what people type and machines read.
    private static readonly string[] SignsOfCommands = ["|", "--", "<", "$", "\\\\", "/ "];

    /// <summary>The words of comments and documentation.</summary>
    public static IEnumerable<TextSpan> InComments(SyntaxNode root)
    {
        foreach (var trivia in root.DescendantTrivia())
        {
            if (trivia.Kind() is SyntaxKind.SingleLineCommentTrivia or SyntaxKind.MultiLineCommentTrivia)
            {
                foreach (var span in InLines(trivia.ToString()))
                    yield return Moved(span, trivia.SpanStart);
            }
            else if (trivia.GetStructure() is DocumentationCommentTriviaSyntax documentation)
            {
                var texts = documentation.DescendantNodes(node => node is not XmlElementSyntax { StartTag.Name.LocalName.ValueText: "c" or "code" }).OfType<XmlTextSyntax>();
                foreach (var token in texts.SelectMany(text => text.TextTokens).Where(token => token.IsKind(SyntaxKind.XmlTextLiteralToken)))
                {
                    foreach (var span in Words.OfProse(token.Text))
                        yield return Moved(span, token.SpanStart);
                }
            }
        }
    }

    /// <summary>The texts in quotes, each with its words; none where the text may be a key, a pattern or a format.</summary>
    public static IEnumerable<TextSpan> InQuotes(SyntaxNode root)
    {
        foreach (var token in root.DescendantTokens().Where(IsQuoted))
        {
            if (!IsSaid(token))
                continue;
            foreach (var span in Words.OfProse(Readable(token.Text)))
                yield return Moved(span, token.SpanStart);
        }
    }

    /// <summary>Every text in quotes as it is written.</summary>
    public static IEnumerable<string> Quoted(SyntaxNode root) => root.DescendantTokens().Where(IsQuoted).Select(token => token.Text);

    private static bool IsQuoted(SyntaxToken token) => token.Kind() is SyntaxKind.StringLiteralToken or SyntaxKind.InterpolatedStringTextToken
        or SyntaxKind.SingleLineRawStringLiteralToken or SyntaxKind.MultiLineRawStringLiteralToken;

    // What is compared, looked up or part of a declaration is no message, and neither is a word or two.
    private static bool IsSaid(SyntaxToken token) =>
        !SignsOfCode.Concat(SignsOfCommands).Any(sign => token.Text.Contains(sign, StringComparison.Ordinal))
        && (token.Parent?.Parent as InterpolatedStringExpressionSyntax ?? token.Parent!).ToString().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Length >= FewestWords
        && token.Parent?.AncestorsAndSelf().TakeWhile(node => node is not StatementSyntax and not MemberDeclarationSyntax).All(node => node
        is not (AttributeSyntax or CaseSwitchLabelSyntax or PatternSyntax or BracketedArgumentListSyntax)
        && node.Kind() is not (SyntaxKind.EqualsExpression or SyntaxKind.NotEqualsExpression)) == true;

    // Escapes and placeholders are not to be read; their letters count for nothing, but for their place.
    private static string Readable(string text)
    {
        var letters = text.ToCharArray();
        var isVerbatim = text.StartsWith('@') || text.StartsWith("\"\"\"", StringComparison.Ordinal);
        var open = 0;
        for (var at = 0; at < letters.Length; at++)
        {
            open += letters[at] == '{' ? 1 : 0;
            var closes = letters[at] == '}' && open > 0;
            if (open > 0)
                letters[at] = '_';
            else if (letters[at] == '\\' && !isVerbatim && at + 1 < letters.Length)
                (letters[at], letters[++at]) = (' ', ' ');
            open -= closes ? 1 : 0;
        }

        return new string(letters);
    }

    private static IEnumerable<TextSpan> InLines(string comment)
    {
        for (var start = 0; start < comment.Length;)
        {
            var end = comment.IndexOf('\n', start) is var found and >= 0 ? found : comment.Length;
            var line = comment[start..end];
            if (!SignsOfCode.Any(sign => line.TrimStart('/', ' ').Contains(sign, StringComparison.Ordinal)))
            {
                foreach (var span in Words.OfProse(line))
                    yield return Moved(span, start);
            }

            start = end + 1;
        }
    }

    private static TextSpan Moved(TextSpan span, int by) => new(span.Start + by, span.Length);
}
