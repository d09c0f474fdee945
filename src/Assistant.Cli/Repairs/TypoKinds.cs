using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace Assistant.Cli.Repairs;

/// <summary>Where people misspell words that the compiler does not read, or that it reads as the name they have become.</summary>
internal static class TypoKinds
{
    // In shorter ones a slip mostly makes another word.
    private const int Shortest = 5;
    private const int FewestWords = 4;
    private const string SignsOfCode = ";{}=<>|\\";

    public static IReadOnlyList<TypoKind> All { get; } =
    [
        new("typo in comment", model => Words(model, Comments)),
        new("typo in documentation", model => Words(model, Documentation)),
        new("typo in message", model => Words(model, Messages)),
        new("typo in private name", Names),
    ];

    /// <summary>A word with one slip: two letters swapped, one left out, doubled, or another in its place; never the first.</summary>
    public static string Slip(string word, Random random)
    {
        var at = random.Next(1, word.Length - 1);
        return random.Next(4) switch
        {
            0 => word.Remove(at, 1),
            1 => word.Insert(at, word[at].ToString()),
            2 => word[..at] + (char)('a' + random.Next(26)) + word[(at + 1)..],
            _ => word[..at] + word[at + 1] + word[at] + word[(at + 2)..],
        };
    }

    private static IEnumerable<IReadOnlyList<TextSpan>> Words(SemanticModel model, Func<SyntaxNode, IEnumerable<(string Text, int Start)>> texts) =>
        texts(model.SyntaxTree.GetRoot()).Where(text => text.Text.Split(' ').Length >= FewestWords && !text.Text.Any(SignsOfCode.Contains))
            .SelectMany(text => InText(text.Text).Select(span => new[] { new TextSpan(text.Start + span.Start, span.Length) }));

    // Between blanks, of small letters alone.
    private static IEnumerable<TextSpan> InText(string text)
    {
        for (var start = 0; start < text.Length;)
        {
            var end = text.IndexOf(' ', start) is var found and >= 0 ? found : text.Length;
            if (end - start >= Shortest && text[start..end].All(char.IsAsciiLetterLower))
                yield return TextSpan.FromBounds(start, end);
            start = end + 1;
        }
    }

    private static IEnumerable<(string Text, int Start)> Comments(SyntaxNode root) =>
        root.DescendantTrivia().Where(trivia => trivia.IsKind(SyntaxKind.SingleLineCommentTrivia)).Select(trivia => (trivia.ToString(), trivia.SpanStart));

    private static IEnumerable<(string Text, int Start)> Documentation(SyntaxNode root) =>
        root.DescendantNodes(descendIntoTrivia: true).OfType<XmlTextSyntax>().Where(text => text.Parent is XmlElementSyntax { StartTag.Name.LocalName.ValueText: not ("c" or "code") })
            .SelectMany(text => text.TextTokens).Where(token => token.IsKind(SyntaxKind.XmlTextLiteralToken)).Select(token => (token.Text, token.SpanStart));

    private static IEnumerable<(string Text, int Start)> Messages(SyntaxNode root) =>
        root.DescendantTokens().Where(token => token.IsKind(SyntaxKind.StringLiteralToken) && token.Parent!.FirstAncestorOrSelf<AttributeSyntax>() is null)
            .Select(token => (token.Text.Trim('"'), token.SpanStart + 1));

    // Local variables and the private fields and methods of a type that stands in one file: all uses are in it.
    private static IEnumerable<IReadOnlyList<TextSpan>> Names(SemanticModel model)
    {
        var tokens = model.SyntaxTree.GetRoot().DescendantTokens(descendIntoTrivia: true).Where(token => token.IsKind(SyntaxKind.IdentifierToken)).ToLookup(token => token.ValueText, StringComparer.Ordinal);
        foreach (var declaration in model.SyntaxTree.GetRoot().DescendantNodes().Where(node => node is VariableDeclaratorSyntax or MethodDeclarationSyntax))
        {
            if (model.GetDeclaredSymbol(declaration) is not { } symbol || !IsOfFile(symbol))
                continue;
            foreach (var word in OfName(symbol.Name))
                yield return [.. tokens[symbol.Name].Select(token => new TextSpan(token.SpanStart + token.Text.Length - token.ValueText.Length + word.Start, word.Length))];
        }
    }

    private static bool IsOfFile(ISymbol symbol) => symbol is ILocalSymbol
        || (symbol is IFieldSymbol or IMethodSymbol { ExplicitInterfaceImplementations.IsEmpty: true }
            && symbol.DeclaredAccessibility == Accessibility.Private && symbol.ContainingType.DeclaringSyntaxReferences.Length == 1);

    private static IEnumerable<TextSpan> OfName(string name)
    {
        for (var start = 0; start < name.Length;)
        {
            var end = start + 1;
            while (end < name.Length && char.IsAsciiLetterLower(name[end]))
                end++;
            if (end - start >= Shortest && char.IsAsciiLetter(name[start]) && (start == 0 || !char.IsAsciiLetterUpper(name[start - 1])))
                yield return TextSpan.FromBounds(start, end);
            start = end;
        }
    }
}
