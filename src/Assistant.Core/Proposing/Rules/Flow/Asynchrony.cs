using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Assistant.Core.Proposing.Rules.Flow;

/// <summary>Makes room for an <c>await</c>.</summary>
internal static class Asynchrony
{
    /// <summary>What must change around a place so that it can await: nothing, the word <c>async</c> with the returns that it changes, or null where it cannot.</summary>
    public static RuleEdit[]? Enable(Fault fault, SyntaxNode place)
    {
        var owner = Declarations.BodyOwner(place);
        return owner switch
        {
            AnonymousFunctionExpressionSyntax lambda => lambda.AsyncKeyword.RawKind != 0 ? [] : ReturnsNothing(fault, lambda) ? null : [fault.Insert(lambda.SpanStart, "async ")],
            MethodDeclarationSyntax method => Enable(fault, method, method.Modifiers, method.ReturnType),
            LocalFunctionStatementSyntax function => Enable(fault, function, function.Modifiers, function.ReturnType),
            GlobalStatementSyntax => [],
            _ => null,
        };
    }

    private static RuleEdit[]? Enable(Fault fault, SyntaxNode owner, SyntaxTokenList modifiers, TypeSyntax returned)
    {
        if (modifiers.Any(SyntaxKind.AsyncKeyword))
            return [];
        if (fault.TypeOf(returned) is not INamedTypeSymbol { Name: "Task" or "ValueTask", ContainingNamespace: { } space } type || space.ToDisplayString() != "System.Threading.Tasks")
            return null;
        var edits = new List<RuleEdit> { fault.Insert(returned.SpanStart, "async ") };
        if (ArrowOf(owner) is { } arrow)
            return Awaited(fault, arrow.Expression, type.IsGenericType) is { } awaited ? [.. edits, awaited] : null;
        var own = owner.DescendantNodes(node => node == owner || node is not (AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax));
        foreach (var value in own.Select(ReturnedValue).OfType<ExpressionSyntax>())
        {
            if (Unwrapped(value) is { } inner)
                edits.Add(fault.Replace(value.Span, inner));
            else if (type.IsGenericType)
                edits.Add(fault.Insert(value.SpanStart, "await "));
            else if (value.Parent is ReturnStatementSyntax leaving && value is MemberAccessExpressionSyntax { Name.Identifier.ValueText: "CompletedTask" })
                edits.Add(IsLast(leaving) ? fault.Replace(fault.Layout.WholeLine(leaving.Span), "") : fault.Replace(leaving.Span, "return;"));
            else
                return null;
        }

        return [.. edits];
    }

    // What an arrow hands on is waited for now; without that, nobody would wait for it any more.
    private static RuleEdit? Awaited(Fault fault, ExpressionSyntax value, bool hasResult) =>
        Unwrapped(value) is { } inner ? hasResult ? fault.Replace(value.Span, inner) : null
        : value is InvocationExpressionSyntax or SimpleNameSyntax or MemberAccessExpressionSyntax ? fault.Insert(value.SpanStart, "await ")
        : null;

    private static ArrowExpressionClauseSyntax? ArrowOf(SyntaxNode owner) => owner switch
    {
        MethodDeclarationSyntax method => method.ExpressionBody,
        LocalFunctionStatementSyntax function => function.ExpressionBody,
        _ => null,
    };

    // Nobody sees what an asynchronous action throws: it ends the process.
    private static bool ReturnsNothing(Fault fault, AnonymousFunctionExpressionSyntax lambda) =>
        fault.Model.GetTypeInfo(lambda, fault.CancellationToken).ConvertedType is INamedTypeSymbol { DelegateInvokeMethod.ReturnsVoid: true };

    private static ExpressionSyntax? ReturnedValue(SyntaxNode node) => node switch
    {
        ReturnStatementSyntax { Expression: { } value } => value,
        _ => null,
    };

    // Task.FromResult(x) is x in an asynchronous body.
    private static string? Unwrapped(ExpressionSyntax value) =>
        value is InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "FromResult" }, ArgumentList.Arguments: [var only] } ? only.ToString() : null;

    private static bool IsLast(ReturnStatementSyntax leaving) => leaving.Parent is BlockSyntax { Parent: MethodDeclarationSyntax or LocalFunctionStatementSyntax } body && body.Statements.Last() == leaving;
}
