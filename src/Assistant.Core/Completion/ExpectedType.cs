using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Assistant.Core.Completion;

/// <summary>The types a value at a caret may have, by what stands in front of it.</summary>
internal static class ExpectedType
{
    /// <summary>The types; none where nothing tells.</summary>
    /// <param name="model">Of the text with the caret in it.</param>
    /// <param name="left">The token in front of the expression.</param>
    /// <param name="caret">In UTF-16 units.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public static ImmutableArray<ITypeSymbol> At(SemanticModel model, SyntaxToken left, int caret, CancellationToken cancellationToken) =>
        [.. Candidates(model, left, caret, cancellationToken).OfType<ITypeSymbol>().Where(type => type is not IErrorTypeSymbol && type.TypeKind != TypeKind.TypeParameter && type.SpecialType != SpecialType.System_Void)];

    private static IEnumerable<ITypeSymbol?> Candidates(SemanticModel model, SyntaxToken left, int caret, CancellationToken cancellationToken)
    {
        ITypeSymbol? TypeOf(SyntaxNode? node) => node is null ? null : model.GetTypeInfo(node, cancellationToken) is var info ? info.Type ?? info.ConvertedType : null;
        ITypeSymbol Bool() => model.Compilation.GetSpecialType(SpecialType.System_Boolean);
        ITypeSymbol? Named(string type) => model.Compilation.GetTypeByMetadataName(type);
        IEnumerable<ITypeSymbol?> Before(SyntaxNode whole) => Candidates(model, whole.GetFirstToken().GetPreviousToken(), caret, cancellationToken);
        if (left.IsKind(SyntaxKind.NewKeyword))
            left = left.GetPreviousToken();
        return left.Parent switch
        {
            BaseArgumentListSyntax arguments when left.Kind() is SyntaxKind.OpenParenToken or SyntaxKind.OpenBracketToken or SyntaxKind.CommaToken =>
                Parameters(model, arguments, caret, cancellationToken).Select(parameter => parameter is { IsParams: true, Type: IArrayTypeSymbol array } ? array.ElementType : (ITypeSymbol?)parameter.Type),
            EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax { Parent: VariableDeclarationSyntax declaration } } when !declaration.Type.IsVar => [TypeOf(declaration.Type)],
            EqualsValueClauseSyntax { Parent: PropertyDeclarationSyntax property } => [TypeOf(property.Type)],
            EqualsValueClauseSyntax { Parent: ParameterSyntax { Type: { } type } } => [TypeOf(type)],
            AssignmentExpressionSyntax assignment when assignment.OperatorToken == left => [TypeOf(assignment.Left)],
            ThrowStatementSyntax or ThrowExpressionSyntax => [Named("System.Exception")],
            CatchDeclarationSyntax when left.IsKind(SyntaxKind.OpenParenToken) => [Named("System.Exception")],
            SwitchLabelSyntax { Parent.Parent: SwitchStatementSyntax chosen } when left.IsKind(SyntaxKind.CaseKeyword) => [TypeOf(chosen.Expression)],
            SwitchExpressionSyntax chosen when left.Kind() is SyntaxKind.OpenBraceToken or SyntaxKind.CommaToken => [TypeOf(chosen.GoverningExpression)],
            SwitchExpressionArmSyntax { Parent: { } chosen } arm when left == arm.EqualsGreaterThanToken => Before(chosen),
            BinaryPatternSyntax pattern when pattern.OperatorToken == left => Before(pattern),
            IsPatternExpressionSyntax { Expression: var matched } => [TypeOf(matched)],
            WhenClauseSyntax or CatchFilterClauseSyntax => [Bool()],
            ReturnStatementSyntax or ArrowExpressionClauseSyntax => [Returned(model.GetEnclosingSymbol(caret, cancellationToken))],
            IfStatementSyntax or WhileStatementSyntax or DoStatementSyntax => [Bool()],
            PrefixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.LogicalNotExpression } => [Bool()],
            BinaryExpressionSyntax { RawKind: (int)SyntaxKind.LogicalAndExpression or (int)SyntaxKind.LogicalOrExpression } => [Bool()],
            BinaryExpressionSyntax { RawKind: not ((int)SyntaxKind.IsExpression or (int)SyntaxKind.AsExpression) } binary when binary.OperatorToken == left => [TypeOf(binary.Left)],
            ConditionalExpressionSyntax conditional when conditional.QuestionToken == left => Before(conditional),
            ConditionalExpressionSyntax conditional when conditional.ColonToken == left => [TypeOf(conditional.WhenTrue)],
            _ => [],
        };
    }

    /// <summary>The parameters that an argument at a caret may be for, of all overloads.</summary>
    public static IEnumerable<IParameterSymbol> Parameters(SemanticModel model, BaseArgumentListSyntax arguments, int caret, CancellationToken cancellationToken)
    {
        var call = arguments.Parent!;
        var position = arguments.Arguments.GetSeparators().Count(separator => separator.SpanStart < caret);
        var info = model.GetSymbolInfo(call, cancellationToken);
        var group = call is InvocationExpressionSyntax invocation ? model.GetMemberGroup(invocation.Expression, cancellationToken) : model.GetMemberGroup(call, cancellationToken);
        return new[] { info.Symbol }.Concat(info.CandidateSymbols).Concat(group).OfType<ISymbol>().Distinct(SymbolEqualityComparer.Default)
            .Select(symbol => symbol switch { IMethodSymbol method => method.Parameters, IPropertySymbol property => property.Parameters, _ => [] })
            .Where(parameters => !parameters.IsEmpty && (position < parameters.Length || parameters[^1].IsParams))
            .Select(parameters => parameters[Math.Min(position, parameters.Length - 1)]);
    }

    private static ITypeSymbol? Returned(ISymbol? member) => member switch
    {
        IMethodSymbol { IsAsync: true, ReturnType: INamedTypeSymbol { TypeArguments: [var result] } } => result,
        IMethodSymbol method => method.ReturnType,
        IPropertySymbol property => property.Type,
        _ => null,
    };
}
