using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Assistant.Core.Proposing.Rules;

/// <summary>How the body around a statement can be left early without a value that would have to be invented.</summary>
internal static class Exits
{
    /// <param name="Text">The statement that leaves.</param>
    /// <param name="IsEvident">Whether the body's type or its other guards say that it is left so.</param>
    /// <param name="First">What must be done before: out parameters have a value on every way.</param>
    internal readonly record struct Exit(string Text, bool IsEvident, ImmutableArray<string> First)
    {
        public Exit(string text, bool isEvident)
            : this(text, isEvident, [])
        {
        }

        public ImmutableArray<string> Statements => [.. First, Text];
    }

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
                yield return new Exit("return false;", others.Contains("return false;") || method.Name.StartsWith("Try", StringComparison.Ordinal), [.. Unassigned(fault, method, statement)]);
        }
    }

    /// <summary>Whether a method is asynchronous and has no value.</summary>
    public static bool IsTaskOnly(IMethodSymbol method) => method.IsAsync && method.ReturnType is INamedTypeSymbol { TypeArguments.Length: 0 };

    /// <summary>The type of the value a body returns: for an asynchronous method that of its task.</summary>
    public static ITypeSymbol? ValueType(IMethodSymbol method) =>
        method.ReturnsVoid || IsTaskOnly(method) ? null
        : method.IsAsync && method.ReturnType is INamedTypeSymbol { TypeArguments: [var value] } ? value
        : method.ReturnType;

    private static IEnumerable<string> Unassigned(Fault fault, IMethodSymbol method, StatementSyntax statement)
    {
        if (!method.Parameters.Any(parameter => parameter.RefKind == RefKind.Out) || fault.Model.AnalyzeDataFlow(statement) is not { Succeeded: true } flow)
            return [];
        return method.Parameters
            .Where(parameter => parameter.RefKind == RefKind.Out && !flow.DefinitelyAssignedOnEntry.Contains(parameter, SymbolEqualityComparer.Default))
            .Select(parameter => $"{parameter.Name} = {(parameter.Type.IsValueType ? ObviousValue.Of(fault, parameter.Type) ?? "default" : "null")};");
    }

    private static bool IsNullGuard(IfStatementSyntax statement) =>
        statement is { Else: null, Condition: IsPatternExpressionSyntax { Pattern: ConstantPatternSyntax { Expression: LiteralExpressionSyntax } }
            or BinaryExpressionSyntax { Right: LiteralExpressionSyntax, OperatorToken.ValueText: "==" } }
        && statement.Condition.GetLastToken().ValueText == "null";

    private static StatementSyntax? Only(StatementSyntax statement) => statement is BlockSyntax { Statements: [var only] } ? only : statement is BlockSyntax ? null : statement;
}
