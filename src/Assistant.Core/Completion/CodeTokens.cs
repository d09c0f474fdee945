using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;

namespace Assistant.Core.Completion;

/// <summary>The tokens of a file, or of its beginning, as numbers. Comments and what the preprocessor leaves out are no tokens.</summary>
/// <param name="Numbers">Of each token, in order.</param>
/// <param name="Gaps">What stands before each.</param>
internal sealed record CodeTokens(int[] Numbers, Gap[] Gaps)
{
    /// <summary>A literal of more characters is hardly ever written twice; it is taken as one of its kind, and no item goes over it.</summary>
    public const int LongestLiteral = 80;

    /// <summary>What stands for a literal that is longer.</summary>
    public const string AnyText = "\"...\"";

    // So many tokens are read between two looks at whether the work is still wanted.
    private const int Pause = 1024;

    /// <summary>No tokens.</summary>
    public static CodeTokens None { get; } = new([], []);

    /// <summary>The tokens that stand in a part of a file.</summary>
    /// <param name="root">The file.</param>
    /// <param name="vocabulary">Gives the numbers, and grows.</param>
    /// <param name="part">In UTF-16 units.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public static CodeTokens Of(SyntaxNode root, Vocabulary vocabulary, TextSpan part, CancellationToken cancellationToken)
    {
        var (numbers, gaps) = (new List<int>(), new List<Gap>());
        SyntaxToken? last = null;
        foreach (var token in root.DescendantTokens(part))
        {
            if (token.Span.Length == 0 || token.SpanStart < part.Start)
                continue;
            if (token.Span.End > part.End)
                break;
            if (numbers.Count % Pause == 0)
                cancellationToken.ThrowIfCancellationRequested();
            var before = last ?? token.GetPreviousToken();
            numbers.Add(vocabulary.Of(TextOf(token)));
            gaps.Add(token.SpanStart == before.Span.End ? Gap.None : IsFirstOfLine(token, before) ? Gap.Line : Gap.Space);
            last = token;
        }

        return new CodeTokens([.. numbers], [.. gaps]);
    }

    /// <summary>Whether a text is a name and no keyword.</summary>
    public static bool IsName(string text) => SyntaxFacts.IsValidIdentifier(text) && SyntaxFacts.GetKeywordKind(text) == SyntaxKind.None;

    // The end of a line belongs to the token before it.
    private static bool IsFirstOfLine(SyntaxToken token, SyntaxToken before) =>
        token.LeadingTrivia.Any(SyntaxKind.EndOfLineTrivia) || before.TrailingTrivia.Any(SyntaxKind.EndOfLineTrivia);

    private static string TextOf(SyntaxToken token) => token.Kind() switch
    {
        SyntaxKind.StringLiteralToken or SyntaxKind.Utf8StringLiteralToken or SyntaxKind.InterpolatedStringTextToken
            or SyntaxKind.SingleLineRawStringLiteralToken or SyntaxKind.MultiLineRawStringLiteralToken when token.Span.Length > LongestLiteral => AnyText,
        _ => token.Text,
    };
}
