using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Assistant.Core.Proposing.Rules;

/// <summary>How the body around a statement can be left early without a value that would have to be invented.</summary>
internal static class Exits
{
    /// <param name="Text">The statement.</param>
    /// <param name="IsEvident">Whether the body's type or its other guards say that it is left so.</param>
    internal readonly record struct Exit(string Text, bool IsEvident);

    public static IEnumerable<Exit> From(Fault fault, StatementSyntax statement)
    {
        if (fault.Model.GetEnclosingSymbol(statement.SpanStart, fault.CancellationToken) is not IMethodSymbol method)
            yield break;
        var own = statement.Ancestors().First(node => node is MemberDeclarationSyntax or LocalFunctionStatementSyntax or AnonymousFunctionExpressionSyntax or AccessorDeclarationSyntax or CompilationUnitSyntax);
        var others = own.DescendantNodes().OfType<IfStatementSyntax>().Where(IsNullGuard).Select(guard => Only(guard.Statement)?.ToString()).ToHashSet(StringComparer.Ordinal);
        var isIterator = own.DescendantNodes().OfType<YieldStatementSyntax>().Any();
        if (statement.Ancestors().TakeWhile(node => node != own).Any(node => node is CommonForEachStatementSyntax or ForStatementSyntax or WhileStatementSyntax or DoStatementSyntax))
            yield return new Exit("continue;", others.Contains("continue;"));
        if (isIterator)
            yield return new Exit("yield break;", others.Contains("yield break;"));
        else if (method.ReturnsVoid || IsTaskOnly(method))
            yield return new Exit("return;", others.Contains("return;"));
        else if (ValueType(method) is { } type)
        {
            if (type.NullableAnnotation == NullableAnnotation.Annotated || type.OriginalDefinition.SpecialType == SpecialType.System_Nullable_T)
                yield return new Exit("return null;", true);
            else if (type.SpecialType == SpecialType.System_Boolean)
                yield return new Exit("return false;", others.Contains("return false;") || method.Name.StartsWith("Try", StringComparison.Ordinal));
        }
    }

    /// <summary>Whether a method is asynchronous and has no value.</summary>
    public static bool IsTaskOnly(IMethodSymbol method) => method.IsAsync && method.ReturnType is INamedTypeSymbol { TypeArguments.Length: 0 };

    /// <summary>The type of the value a body returns: for an asynchronous method that of its task.</summary>
    public static ITypeSymbol? ValueType(IMethodSymbol method) =>
        method.ReturnsVoid || IsTaskOnly(method) ? null
        : method.IsAsync && method.ReturnType is INamedTypeSymbol { TypeArguments: [var value] } ? value
        : method.ReturnType;

    private static bool IsNullGuard(IfStatementSyntax statement) => statement is { Else: null, Condition: IsPatternExpressionSyntax { Pattern: ConstantPatternSyntax { Expression: LiteralExpressionSyntax } } or BinaryExpressionSyntax { Right: LiteralExpressionSyntax, OperatorToken.ValueText: "==" } }
        && statement.Condition.GetLastToken().ValueText == "null";

    private static StatementSyntax? Only(StatementSyntax statement) => statement is BlockSyntax { Statements: [var only] } ? only : statement is BlockSyntax ? null : statement;
}
