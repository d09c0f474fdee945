using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Assistant.Core.Completion;

/// <summary>The tokens of a file, or of its beginning, as numbers. Comments and what the preprocessor leaves out are no tokens.</summary>
/// <param name="Numbers">Of each token, in order.</param>
/// <param name="Gaps">What stands before each.</param>
internal sealed record CodeTokens(int[] Numbers, Gap[] Gaps)
{
    /// <summary>A literal of more characters says nothing of the code around it; it is taken as one of its kind.</summary>
    public const int LongestLiteral = 24;

    /// <summary>What stands for a literal that is longer.</summary>
    public const string AnyText = "\"...\"";

    /// <summary>No tokens.</summary>
    public static CodeTokens None { get; } = new([], []);

    /// <summary>The tokens that end before a position.</summary>
    /// <param name="root">The file.</param>
    /// <param name="vocabulary">Gives the numbers, and grows.</param>
    /// <param name="end">In UTF-16 units; all of the file without it.</param>
    public static CodeTokens Of(SyntaxNode root, Vocabulary vocabulary, int end = int.MaxValue)
    {
        var (numbers, gaps) = (new List<int>(), new List<Gap>());
        var last = 0;
        foreach (var token in root.DescendantTokens())
        {
            if (token.Span.End > end)
                break;
            if (token.Span.Length == 0)
                continue;
            numbers.Add(vocabulary.Of(TextOf(token)));
            gaps.Add(token.SpanStart == last ? Gap.None : IsFirstOfLine(token) ? Gap.Line : Gap.Space);
            last = token.Span.End;
        }

        return new CodeTokens([.. numbers], [.. gaps]);
    }

    /// <summary>Whether a text is a name and no keyword.</summary>
    public static bool IsName(string text) => SyntaxFacts.IsValidIdentifier(text) && SyntaxFacts.GetKeywordKind(text) == SyntaxKind.None;

    // The end of a line belongs to the token before it.
    private static bool IsFirstOfLine(SyntaxToken token) =>
        token.LeadingTrivia.Any(SyntaxKind.EndOfLineTrivia) || token.GetPreviousToken().TrailingTrivia.Any(SyntaxKind.EndOfLineTrivia);

    private static string TextOf(SyntaxToken token) => token.Kind() switch
    {
        SyntaxKind.StringLiteralToken or SyntaxKind.Utf8StringLiteralToken or SyntaxKind.InterpolatedStringTextToken
            or SyntaxKind.SingleLineRawStringLiteralToken or SyntaxKind.MultiLineRawStringLiteralToken when token.Span.Length > LongestLiteral => AnyText,
        _ => token.Text,
    };
}
