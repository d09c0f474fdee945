using Assistant.Cli.Exactness;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using static Assistant.Cli.Exactness.Places;

namespace Assistant.Cli.Cascades;

/// <summary>
/// What models do wrong when they write a member anew: the compiler sees the first, sometimes the next, and never what only
/// means something else. Two are no changes of code, and not read as one: <see cref="Truncated"/> and <see cref="Prose"/>.
/// </summary>
internal static class Corruptions
{
    /// <summary>The answer ends in its middle.</summary>
    public const string Truncated = "truncated";

    /// <summary>The answer has no code.</summary>
    public const string Prose = "no code";

    private static readonly string[] Invented = ["Async", "OrDefault", "Value", "Core"];

    // The first is of a namespace that nobody need be told of, the others are not.
    private static readonly string[] Unimported = ["StringBuilder()", "BigInteger()", "XDocument()"];

    /// <summary>All that change code that is whole.</summary>
    public static IReadOnlyList<MutationKind> OfCode { get; } =
    [
        Of("invented member", (root, random) => At(root.DescendantNodes().OfType<MemberAccessExpressionSyntax>(), random, access => Insert(access.Name.Identifier.Span.End, Invented[random.Next(Invented.Length)]))),
        Of("wrong arity", (root, random) => At(Calls(root), random, Recount)),
        Of("wrong type", (root, random) => At(root.DescendantNodes().OfType<LiteralExpressionSyntax>(), random, literal => literal.Kind() switch
        {
            SyntaxKind.NumericLiteralExpression or SyntaxKind.TrueLiteralExpression or SyntaxKind.FalseLiteralExpression => Replace(literal.Span, $"\"{literal.Token.Text}\""),
            SyntaxKind.StringLiteralExpression => Replace(literal.Span, "42"),
            _ => null,
        })),
        Of("missing using", (root, random) => At(root.DescendantNodes().OfType<BlockSyntax>().Where(block => block.Statements.Count > 0), random,
            block => Insert(block.Statements[0].SpanStart, $"_ = new {Unimported[random.Next(Unimported.Length)]};\n"))),
        Of("stale name", (root, random) => At(root.DescendantNodes().OfType<IdentifierNameSyntax>().Where(IsValue), random, name => Insert(name.Span.End, "Old"))),
        Of("deleted check", (root, random) => At(root.DescendantNodes().OfType<IfStatementSyntax>().Where(check => check is { Else: null, Parent: BlockSyntax }), random, check => Remove(check.Span))),
        Of("flipped condition", (root, random) => At(Conditions(root), random, Flip)),
        Of("swapped arguments", (root, random) => At(Calls(root).Where(list => list.Arguments.Count > 1), random, list => Replace(
            TextSpan.FromBounds(list.Arguments[0].SpanStart, list.Arguments[1].Span.End), $"{list.Arguments[1]}, {list.Arguments[0]}"))),
        Of("dropped await", (root, random) => At(root.DescendantNodes().OfType<AwaitExpressionSyntax>(), random, awaited => Remove(TextSpan.FromBounds(awaited.SpanStart, awaited.Expression.SpanStart)))),
        Of("off by one", (root, random) => At(root.DescendantTokens().Where(IsCount), random, token => token.Kind() switch
        {
            SyntaxKind.NumericLiteralToken => Insert(token.Span.End, " + 1"),
            SyntaxKind.LessThanToken => Replace(token.Span, "<="),
            SyntaxKind.LessThanEqualsToken => Replace(token.Span, "<"),
            SyntaxKind.GreaterThanToken => Replace(token.Span, ">="),
            _ => Replace(token.Span, ">"),
        })),
    ];

    /// <summary>The names of all.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. OfCode.Select(kind => kind.Name), Truncated, Prose];

    /// <summary>A text made wrong in one way.</summary>
    /// <param name="text">The right one.</param>
    /// <param name="random">Which way, and where.</param>
    /// <returns>What was done, and the text: other tokens than the right one's. A way that finds no place makes room for another.</returns>
    public static (string Kind, string Text) Of(string text, Random random)
    {
        var names = Names.ToArray();
        random.Shuffle(names);
        foreach (var name in names.TakeWhile(name => name != Prose))
        {
            if (Of(name, text, random) is { } changed)
                return (name, changed);
        }

        return (Prose, "");
    }

    /// <summary>A text made wrong in the way of that name, which is not <see cref="Prose"/>; null where it has no place.</summary>
    public static string? Of(string name, string text, Random random)
    {
        string? changed = null;
        if (name == Truncated)
            changed = text[..(int)(text.Length * (0.3 + (0.6 * random.NextDouble())))];
        else if (MemberTokens.Parse(text) is var (root, start) && OfCode.Single(kind => kind.Name == name).Change(root, random) is { } change && change.Span.Start >= start && change.Span.End <= start + text.Length)
            changed = text.Remove(change.Span.Start - start, change.Span.Length).Insert(change.Span.Start - start, change.NewText!);
        return changed is null || MemberTokens.AreSame(changed, text) ? null : changed;
    }

    private static MutationKind Of(string name, Func<SyntaxNode, Random, TextChange?> change) => new(name, true, change);

    private static IEnumerable<ArgumentListSyntax> Calls(SyntaxNode root) => root.DescendantNodes().OfType<ArgumentListSyntax>().Where(list => list.Parent is InvocationExpressionSyntax or ObjectCreationExpressionSyntax);

    private static TextChange? Recount(ArgumentListSyntax list) => list.Arguments.Count switch
    {
        0 => Insert(list.CloseParenToken.SpanStart, "0, 0"),
        1 => Remove(list.Arguments[0].Span),
        var count => Remove(TextSpan.FromBounds(list.Arguments[count - 2].Span.End, list.Arguments[count - 1].Span.End)),
    };

    private static bool IsValue(IdentifierNameSyntax name) => name.Parent is ArgumentSyntax or BinaryExpressionSyntax or ReturnStatementSyntax or AssignmentExpressionSyntax or EqualsValueClauseSyntax or ArrowExpressionClauseSyntax
        || (name.Parent is MemberAccessExpressionSyntax access && access.Expression == name && char.IsLower(name.Identifier.ValueText[0]));

    private static IEnumerable<ExpressionSyntax> Conditions(SyntaxNode root) => root.DescendantNodes().Select(node => node switch
    {
        IfStatementSyntax check => check.Condition,
        WhileStatementSyntax loop => loop.Condition,
        ConditionalExpressionSyntax choice => choice.Condition,
        _ => null,
    }).OfType<ExpressionSyntax>();

    private static TextChange? Flip(ExpressionSyntax condition) => condition switch
    {
        BinaryExpressionSyntax { RawKind: (int)SyntaxKind.EqualsExpression } equal => Replace(equal.OperatorToken.Span, "!="),
        BinaryExpressionSyntax { RawKind: (int)SyntaxKind.NotEqualsExpression } unequal => Replace(unequal.OperatorToken.Span, "=="),
        PrefixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.LogicalNotExpression } not => Remove(not.OperatorToken.Span),
        _ => Replace(condition.Span, $"!({condition})"),
    };

    private static bool IsCount(SyntaxToken token) => (token.IsKind(SyntaxKind.NumericLiteralToken) && token.Parent?.Parent is not (EnumMemberDeclarationSyntax or AttributeArgumentSyntax))
        || (token.Parent is BinaryExpressionSyntax && token.Kind() is SyntaxKind.LessThanToken or SyntaxKind.LessThanEqualsToken or SyntaxKind.GreaterThanToken or SyntaxKind.GreaterThanEqualsToken);
}
