using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace Assistant.Cli.Cascades;

/// <summary>Reads the text of a member, or of statements, by itself, and compares code by its tokens.</summary>
internal static class MemberTokens
{
    private static readonly CSharpParseOptions Newest = CSharpParseOptions.Default.WithLanguageVersion(LanguageVersion.Preview);

    // Of members, and of statements where a member was too long to be asked about whole.
    private static readonly string[] Heads = ["class C {\n", "class C { async void M() {\n"];

    /// <summary>The tree in which a text stands.</summary>
    /// <returns>Its root and where the text begins in it; null when the text is no code by itself.</returns>
    public static (SyntaxNode Root, int Start)? Parse(string text)
    {
        foreach (var head in Heads)
        {
            var root = CSharpSyntaxTree.ParseText($"{head}{text}\n{(head == Heads[0] ? "}" : "} }")}", Newest).GetRoot();
            if (!root.GetDiagnostics().Any(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error))
                return (root, head.Length);
        }

        return null;
    }

    /// <summary>Whether two pieces of code differ in nothing but white space and comments.</summary>
    public static bool AreSame(string text, string other) => Words(SyntaxFactory.ParseTokens(text, options: Newest)).SequenceEqual(Words(SyntaxFactory.ParseTokens(other, options: Newest)), StringComparer.Ordinal);

    /// <summary>Whether two files differ in nothing but white space, comments and the order of usings.</summary>
    public static bool AreSameFiles(SourceText text, SourceText other)
    {
        var (left, right) = (Parts(text), Parts(other));
        return left.Usings.SetEquals(right.Usings) && left.Words.SequenceEqual(right.Words, StringComparer.Ordinal);
    }

    private static (HashSet<string> Usings, IEnumerable<string> Words) Parts(SourceText text)
    {
        var root = CSharpSyntaxTree.ParseText(text, Newest).GetRoot();
        var usings = root.DescendantNodes(node => node is CompilationUnitSyntax or BaseNamespaceDeclarationSyntax).OfType<UsingDirectiveSyntax>().ToList();
        return (
            [.. usings.Select(directive => directive.ToString())],
            Words(root.DescendantTokens().Where(token => !usings.Exists(directive => directive.Span.Contains(token.Span)))));
    }

    private static IEnumerable<string> Words(IEnumerable<SyntaxToken> tokens) => tokens.Select(token => token.Text.ReplaceLineEndings("\n")).Where(word => word.Length > 0);
}
