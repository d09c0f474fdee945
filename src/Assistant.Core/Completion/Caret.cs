using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Assistant.Core.Completion;

/// <summary>Where a caret stands in a file.</summary>
/// <param name="Start">Where the name begins that is being typed, or the caret itself; in UTF-16 units.</param>
/// <param name="Typed">What of a name has been typed.</param>
/// <param name="Before">The token in front of that name.</param>
/// <param name="Gap">What stands between the two.</param>
/// <param name="Behind">What follows the caret in its line.</param>
internal sealed record Caret(int Start, string Typed, SyntaxToken Before, Gap Gap, string Behind)
{
    /// <summary>Whether the name is one of a receiver: only names may stand there.</summary>
    public bool IsMember => Before.Kind() is SyntaxKind.DotToken or SyntaxKind.MinusGreaterThanToken;

    /// <summary>Whether the caret stands on a line of its own where a block begins.</summary>
    public bool IsAtBlock => Gap == Gap.Line && Before.IsKind(SyntaxKind.OpenBraceToken) && Before.Parent is BlockSyntax && Behind.Length == 0;

    /// <summary>Whether nothing follows in the line but what closes what was opened before.</summary>
    public bool IsAtEnd => Behind.All(letter => letter is ')' or ']' or '}' or ';' or ',' or ' ');

    /// <summary>The caret at a position, or null where nothing is to be completed: in comments, strings, directives and names that go on, and where a new name is thought of.</summary>
    public static Caret? At(SyntaxNode root, string text, int position)
    {
        if (position > text.Length || (position < text.Length && SyntaxFacts.IsIdentifierPartCharacter(text[position])) || IsInTrivia(root, position))
            return null;
        var left = LegalNames.TokenBefore(root, position);
        if (IsInLiteral(root, position))
            return null;
        var isTyping = left.Span.End == position && position > 0 && SyntaxFacts.IsIdentifierPartCharacter(text[position - 1]);
        if (isTyping && (!SyntaxFacts.IsIdentifierStartCharacter(left.Text[0]) || IsDeclared(left)))
            return null;
        var start = isTyping ? left.SpanStart : position;
        var before = isTyping ? left.GetPreviousToken() : left;
        var gap = text.AsSpan(Math.Min(before.Span.End, start)..start);
        var end = text.AsSpan(position).IndexOfAny('\r', '\n');
        return new Caret(
            start,
            isTyping ? left.Text : "",
            before,
            before.RawKind == 0 || gap.ContainsAny('\r', '\n') ? Gap.Line : gap.Length > 0 ? Gap.Space : Gap.None,
            (end < 0 ? text[position..] : text.Substring(position, end)).TrimEnd());
    }

    private static bool IsInTrivia(SyntaxNode root, int position)
    {
        // The end of a comment that lasts to the end of its line is in it.
        foreach (var at in new[] { position, position - 1 }.Where(at => at >= 0 && at <= root.FullSpan.End))
        {
            var trivia = root.FindTrivia(at, findInsideTrivia: false);
            var reachesOver = trivia.Span.Start < position && (position < trivia.Span.End || (position == trivia.Span.End && trivia.IsKind(SyntaxKind.SingleLineCommentTrivia)));
            if (trivia.RawKind != 0 && !trivia.IsKind(SyntaxKind.WhitespaceTrivia) && !trivia.IsKind(SyntaxKind.EndOfLineTrivia) && !trivia.IsKind(SyntaxKind.SkippedTokensTrivia)
                && (reachesOver || (trivia.HasStructure && trivia.FullSpan.Start < position && position <= trivia.FullSpan.End)))
                return true;
        }

        return false;
    }

    private static bool IsInLiteral(SyntaxNode root, int position)
    {
        var token = root.FindToken(Math.Max(0, position - 1));
        if (!token.Span.Contains(position - 1))
            return false;
        var isText = token.Kind() is SyntaxKind.StringLiteralToken or SyntaxKind.CharacterLiteralToken or SyntaxKind.Utf8StringLiteralToken or SyntaxKind.SingleLineRawStringLiteralToken
            or SyntaxKind.MultiLineRawStringLiteralToken or SyntaxKind.Utf8SingleLineRawStringLiteralToken or SyntaxKind.Utf8MultiLineRawStringLiteralToken;
        // One that is not closed goes on.
        return token.Kind() is SyntaxKind.InterpolatedStringTextToken or SyntaxKind.InterpolatedStringStartToken
            or SyntaxKind.InterpolatedSingleLineRawStringStartToken or SyntaxKind.InterpolatedMultiLineRawStringStartToken or SyntaxKind.NumericLiteralToken
            || (isText && (position < token.Span.End || token.ContainsDiagnostics));
    }

    // A name that means something stands in a node of its own.
    private static bool IsDeclared(SyntaxToken name) => (name.IsKind(SyntaxKind.IdentifierToken) && name.Parent is not SimpleNameSyntax)
        || name.Parent?.FirstAncestorOrSelf<NameSyntax>()?.Parent is BaseNamespaceDeclarationSyntax or NameEqualsSyntax { Parent: UsingDirectiveSyntax };
}
