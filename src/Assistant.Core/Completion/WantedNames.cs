using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Assistant.Core.Completion;

/// <summary>What a value at a caret is going to be called: the name of what takes it is often a name of what it comes from.</summary>
internal static class WantedNames
{
    /// <summary>How much of a wanted name another name has.</summary>
    public enum Likeness
    {
        /// <summary>Nothing, or nothing is wanted.</summary>
        None,

        /// <summary>A word.</summary>
        Word,

        /// <summary>The last word, which says what it is.</summary>
        LastWord,

        /// <summary>All of it.</summary>
        Whole,
    }

    /// <summary>The names, each in its words.</summary>
    /// <param name="model">Of the text with the caret in it.</param>
    /// <param name="left">The token in front of the expression.</param>
    /// <param name="caret">In UTF-16 units.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public static ImmutableArray<ImmutableArray<string>> At(SemanticModel model, SyntaxToken left, int caret, CancellationToken cancellationToken) =>
        [.. Names(model, left, caret, cancellationToken).OfType<string>().Distinct(StringComparer.Ordinal).Select(WordsOf).Where(words => !words.IsEmpty)];

    /// <summary>How much of any wanted name a name has.</summary>
    public static Likeness Of(ImmutableArray<ImmutableArray<string>> wanted, string name)
    {
        if (!wanted.Any(one => one.Any(word => name.Contains(word, StringComparison.OrdinalIgnoreCase))))
            return Likeness.None;
        var words = WordsOf(name);
        return words.IsEmpty ? Likeness.None : wanted.Max(one => words.SequenceEqual(one) ? Likeness.Whole
            : words[^1] == one[^1] ? Likeness.LastWord
            : words.Any(word => word.Length > 2 && one.Contains(word)) ? Likeness.Word
            : Likeness.None);
    }

    private static IEnumerable<string?> Names(SemanticModel model, SyntaxToken left, int caret, CancellationToken cancellationToken) => left.Parent switch
    {
        BaseArgumentListSyntax arguments when left.Kind() is SyntaxKind.OpenParenToken or SyntaxKind.OpenBracketToken or SyntaxKind.CommaToken =>
            ExpectedType.Parameters(model, arguments, caret, cancellationToken).Select(parameter => (string?)parameter.Name),
        EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax declarator } => [declarator.Identifier.ValueText],
        EqualsValueClauseSyntax { Parent: PropertyDeclarationSyntax property } => [property.Identifier.ValueText],
        AssignmentExpressionSyntax assignment when assignment.OperatorToken == left => [LastName(assignment.Left)],
        BinaryExpressionSyntax binary when binary.OperatorToken == left => [LastName(binary.Left)],
        ForEachStatementSyntax loop when loop.InKeyword == left => [loop.Identifier.ValueText],
        ArrowExpressionClauseSyntax { Parent: PropertyDeclarationSyntax property } => [property.Identifier.ValueText],
        ReturnStatementSyntax or ArrowExpressionClauseSyntax => [model.GetEnclosingSymbol(caret, cancellationToken)?.Name],
        _ => [],
    };

    private static string? LastName(ExpressionSyntax expression) => expression.DescendantTokens().LastOrDefault(token => token.IsKind(SyntaxKind.IdentifierToken)).ValueText;

    // In lower case and in the singular.
    private static ImmutableArray<string> WordsOf(string name)
    {
        var words = ImmutableArray.CreateBuilder<string>();
        for (var (start, at) = (0, 1); at <= name.Length; at++)
        {
            if (at < name.Length && name[at] != '_' && !(char.IsUpper(name[at]) && !char.IsUpper(name[at - 1])))
                continue;
            if (name[start..at].Trim('_').ToLowerInvariant() is { Length: > 0 } word)
                words.Add(word.Length > 3 && word[^1] == 's' && word[^2] != 's' ? word[..^1] : word);
            start = at;
        }

        return words.ToImmutable();
    }
}
