using Assistant.Cli.Exactness;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using static Assistant.Cli.Exactness.Places;

namespace Assistant.Cli.Repairs;

/// <summary>Slips that people make, each a single change of code that compiles. Whether the compiler reports it is asked of the compiler.</summary>
internal static class FaultKinds
{
    public static IReadOnlyList<MutationKind> All { get; } =
    [
        Of("misspell variable", (root, random) => At(Uses(root), random, token => Replace(token.Span, Misspell(token.ValueText, random)))),
        Of("misspell member", (root, random) => At(InBodies<MemberAccessExpressionSyntax>(root).Select(access => access.Name.Identifier).Where(IsLong),
            random, token => Replace(token.Span, Misspell(token.ValueText, random)))),
        Of("misspell type", (root, random) => At(TypeNames(root), random, token => Replace(token.Span, Misspell(token.ValueText, random)))),
        Of("drop using", (root, random) => At(root.DescendantNodes().OfType<UsingDirectiveSyntax>(), random, directive => Remove(Lines(directive)))),
        Of("drop await", (root, random) => At(root.DescendantNodes().OfType<AwaitExpressionSyntax>(), random, awaited => Remove(TextSpan.FromBounds(awaited.SpanStart, awaited.Expression.SpanStart)))),
        Of("delete null check", (root, random) => At(NullChecks(root), random, check => Remove(Lines(check)))),
        Of("delete return", (root, random) => At(Statements(root).OfType<ReturnStatementSyntax>(), random, statement => Remove(Lines(statement)))),
        Of("drop word return", (root, random) => At(Statements(root).OfType<ReturnStatementSyntax>().Where(statement => statement.Expression is not null),
            random, statement => Remove(TextSpan.FromBounds(statement.SpanStart, statement.Expression!.SpanStart)))),
        Of("drop cast", (root, random) => At(InBodies<CastExpressionSyntax>(root), random, cast => Remove(TextSpan.FromBounds(cast.SpanStart, cast.Expression.SpanStart)))),
        Of("delete ;", (root, random) => DropToken(root, random, SyntaxKind.SemicolonToken)),
        Of("delete )", (root, random) => DropToken(root, random, SyntaxKind.CloseParenToken)),
        Of("delete }", (root, random) => DropToken(root, random, SyntaxKind.CloseBraceToken)),
        Of("delete ,", (root, random) => DropToken(root, random, SyntaxKind.CommaToken)),
        Of("drop initializer", (root, random) => At(Initializers(root), random, value => Remove(TextSpan.FromBounds(value.SpanStart - 1, value.Span.End)))),
        Of("drop receiver", (root, random) => At(InBodies<InvocationExpressionSyntax>(root).Select(call => call.Expression)
            .OfType<MemberAccessExpressionSyntax>(), random, access => Remove(TextSpan.FromBounds(access.SpanStart, access.Name.SpanStart)))),
        Of("drop out assignment", (root, random) => At(OutAssignments(root), random, statement => Remove(Lines(statement)))),
        Of("wrong literal type", (root, random) => At(InBodies<LiteralExpressionSyntax>(root), random, literal => literal.Kind() switch
        {
            SyntaxKind.NumericLiteralExpression => Replace(literal.Span, $"\"{literal.Token.Text}\""),
            SyntaxKind.StringLiteralExpression => Replace(literal.Span, "42"),
            _ => null,
        })),
    ];

    private static MutationKind Of(string name, Func<SyntaxNode, Random, TextChange?> change) => new(name, false, change);

    // The lines it stands in, but nothing of what stands above it: comments, directives and the head of the file stay.
    private static TextSpan Lines(SyntaxNode node)
    {
        var text = node.SyntaxTree.GetText();
        var first = text.Lines.GetLineFromPosition(node.SpanStart);
        var last = text.Lines.GetLineFromPosition(node.Span.End);
        return text.ToString(TextSpan.FromBounds(first.Start, last.End)).Trim().Length == node.Span.Length ? TextSpan.FromBounds(first.Start, last.EndIncludingLineBreak) : node.Span;
    }

    private static bool IsLong(SyntaxToken token) => token.ValueText.Length > 3;

    private static IEnumerable<SyntaxToken> Uses(SyntaxNode root) =>
        InBodies<IdentifierNameSyntax>(root).Where(name => name.Parent is not MemberAccessExpressionSyntax).Select(name => name.Identifier).Where(IsLong);

    private static IEnumerable<SyntaxToken> TypeNames(SyntaxNode root) => Nodes<ParameterSyntax>(root).Select(parameter => parameter.Type)
        .Concat(Nodes<MethodDeclarationSyntax>(root).Select(method => method.ReturnType))
        .OfType<SimpleNameSyntax>()
        .Select(name => name.Identifier)
        .Where(IsLong);

    private static IEnumerable<IfStatementSyntax> NullChecks(SyntaxNode root) =>
        Statements(root).OfType<IfStatementSyntax>().Where(check => check.Else is null && check.Condition.ToString().Contains("null", StringComparison.Ordinal));

    private static IEnumerable<EqualsValueClauseSyntax> Initializers(SyntaxNode root) => InBodies<LocalDeclarationStatementSyntax>(root)
        .Where(local => !local.Declaration.Type.IsVar && local.Declaration.Variables.Count == 1)
        .Select(local => local.Declaration.Variables[0].Initializer)
        .OfType<EqualsValueClauseSyntax>();

    private static IEnumerable<ExpressionStatementSyntax> OutAssignments(SyntaxNode root) =>
        from method in Nodes<MethodDeclarationSyntax>(root)
        from parameter in method.ParameterList.Parameters
        where parameter.Modifiers.Any(SyntaxKind.OutKeyword)
        from statement in method.DescendantNodes().OfType<ExpressionStatementSyntax>()
        where statement.Expression is AssignmentExpressionSyntax { Left: IdentifierNameSyntax left } && left.Identifier.ValueText == parameter.Identifier.ValueText
        select statement;

    private static TextChange? DropToken(SyntaxNode root, Random random, SyntaxKind kind) =>
        At(Bodies(root).SelectMany(body => body.DescendantTokens()).Where(token => token.IsKind(kind) && token.Span.Length > 0), random, token => Remove(token.Span));
}
