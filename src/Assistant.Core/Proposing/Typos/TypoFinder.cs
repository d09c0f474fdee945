using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace Assistant.Core.Proposing.Typos;

/// <summary>
/// Finds misspelled words in comments, documentation, texts in quotes and declared names. What code may look up by its
/// letters is left alone: a text whose word stands in quotes elsewhere too, and a name that stands in quotes anywhere.
/// </summary>
internal sealed class TypoFinder
{
    private readonly SolutionWords words;
    private readonly Spelling spelling;
    private readonly ConditionalWeakTable<SyntaxTree, Found> found = [];

    private TypoFinder(SolutionWords words)
    {
        this.words = words;
        spelling = new Spelling(EnglishWords.Read(), words.Libraries, words.Uses);
    }

    /// <summary>Learns the words of a solution.</summary>
    public static async Task<TypoFinder> OfAsync(Solution solution, CancellationToken cancellationToken) => new(await SolutionWords.OfAsync(solution, cancellationToken));

    /// <summary>The misspellings of one file, in its order.</summary>
    public ImmutableArray<Diagnostic> In(SyntaxTree tree, CancellationToken cancellationToken)
    {
        if (!found.TryGetValue(tree, out var known))
            found.Add(tree, known = new Found([.. Find(tree.GetRoot(cancellationToken)).OrderBy(diagnostic => diagnostic.Location.SourceSpan.Start)]));
        return known.Diagnostics;
    }

    private IEnumerable<Diagnostic> Find(SyntaxNode root)
    {
        var text = root.ToFullString();
        foreach (var span in Prose.InComments(root))
        {
            if (InText(root, text, span) is { } misspelling)
                yield return misspelling;
        }

        foreach (var span in Prose.InQuotes(root))
        {
            if (words.Quoted(text.Substring(span.Start, span.Length)) <= 1 && InText(root, text, span) is { } misspelling)
                yield return misspelling;
        }

        foreach (var name in root.DescendantNodes().Select(DeclaredName).Where(name => name.RawKind != 0 && words.Quoted(name.ValueText) == 0))
        {
            if (Correct(name.ValueText) is { } correction)
                yield return Misspelling.InName(name.GetLocation(), name.ValueText, correction);
        }
    }

    private Diagnostic? InText(SyntaxNode root, string text, TextSpan span)
    {
        var word = text.Substring(span.Start, span.Length);
        return spelling.Correct(word) is { } correction ? Misspelling.InText(Location.Create(root.SyntaxTree, span), word, correction) : null;
    }

    // Only a name of which one word is wrong: two are a language of its own.
    private string? Correct(string name)
    {
        var wrong = Words.OfName(name).Select(span => (Span: span, Correction: spelling.CorrectInName(name.Substring(span.Start, span.Length)))).Where(word => word.Correction is not null).ToList();
        return wrong is [var only] ? name[..only.Span.Start] + only.Correction + name[only.Span.End..] : null;
    }

    // Names that are this code's to choose. What overrides or implements another takes its name from there, and public data is
    // known by its names to serializers, to binding and to databases.
    private static SyntaxToken DeclaredName(SyntaxNode node) => node switch
    {
        MemberDeclarationSyntax member when member.Modifiers.Any(modifier => modifier.Kind() is SyntaxKind.OverrideKeyword or SyntaxKind.ExternKeyword) => default,
        PropertyDeclarationSyntax or FieldDeclarationSyntax or EnumMemberDeclarationSyntax or ParameterSyntax when IsPublicData(node) => default,
        VariableDeclaratorSyntax { Parent.Parent: FieldDeclarationSyntax field } when IsPublicData(field) => default,
        MethodDeclarationSyntax { ExplicitInterfaceSpecifier: null } method => method.Identifier,
        PropertyDeclarationSyntax { ExplicitInterfaceSpecifier: null } property => property.Identifier,
        BaseTypeDeclarationSyntax type => type.Identifier,
        DelegateDeclarationSyntax type => type.Identifier,
        EnumMemberDeclarationSyntax member => member.Identifier,
        VariableDeclaratorSyntax variable => variable.Identifier,
        ParameterSyntax parameter => parameter.Identifier,
        SingleVariableDesignationSyntax variable => variable.Identifier,
        ForEachStatementSyntax loop => loop.Identifier,
        LocalFunctionStatementSyntax function => function.Identifier,
        TypeParameterSyntax parameter => parameter.Identifier,
        _ => default,
    };

    private static bool IsPublicData(SyntaxNode node) => node switch
    {
        ParameterSyntax parameter => parameter.Parent?.Parent is RecordDeclarationSyntax,
        EnumMemberDeclarationSyntax { Parent: EnumDeclarationSyntax owner } => owner.Modifiers.Any(SyntaxKind.PublicKeyword),
        MemberDeclarationSyntax member => member.Modifiers.Any(SyntaxKind.PublicKeyword),
        _ => false,
    };

    private sealed record Found(ImmutableArray<Diagnostic> Diagnostics);
}
