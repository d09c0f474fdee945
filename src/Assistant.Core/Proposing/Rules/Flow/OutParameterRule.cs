using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Assistant.Core.Proposing.Rules.Flow;

/// <summary>Assigns an out parameter before the body is left: right there, or once at the start when several ways lack it.</summary>
internal sealed class OutParameterRule : IRepairRule
{
    public ImmutableArray<string> Ids => ["CS0177"];

    public IEnumerable<RuleRepair> Propose(Fault fault)
    {
        if (fault.Message.Split('\'') is not [_, var name, ..] || OwnerOf(fault.Node) is not { } owner
            || Parameters(owner).FirstOrDefault(one => one.Identifier.ValueText == name) is not { Type: { } written } || fault.TypeOf(written) is not { } type)
            yield break;
        var value = Customary(owner, name) ?? Value(fault, type, written);
        var statement = $"{name} = {value};";
        var (body, arrow) = owner switch
        {
            BaseMethodDeclarationSyntax method => (method.Body, method.ExpressionBody),
            LocalFunctionStatementSyntax function => (function.Body, function.ExpressionBody),
            _ => (null, null),
        };
        if (arrow is not null)
        {
            var returns = owner is LocalFunctionStatementSyntax { ReturnType: var local } ? !IsVoid(local) : owner is MethodDeclarationSyntax { ReturnType: var returned } && !IsVoid(returned);
            yield return new RuleRepair($"Assign '{name}' first", Preference.Evident, [.. Statements.InBlock(fault, arrow, returns, [statement])]);
        }

        if (body is null)
            yield break;
        var leaving = fault.Node.FirstAncestorOrSelf<ReturnStatementSyntax>();
        var others = fault.Model.GetDiagnostics(body.Span, fault.CancellationToken).Count(other => other.Id == fault.Id && other.GetMessage() == fault.Message && other.Location.SourceSpan != fault.Span);
        if (leaving is not null)
            yield return new RuleRepair($"Assign '{name}' before leaving", others == 0 ? Preference.Evident : Preference.Possible, [.. Statements.Before(fault, leaving, [statement])]);
        else
            yield return new RuleRepair($"Assign '{name}' before leaving", others == 0 ? Preference.Evident : Preference.Possible, [.. Statements.AtEnd(fault, body, [statement])]);
        yield return new RuleRepair($"Assign '{name}' at the start", Preference.Usual, [.. Statements.AtStart(fault, body, [statement])]);
    }

    private static SyntaxNode? OwnerOf(SyntaxNode node) =>
        node.FirstAncestorOrSelf<SyntaxNode>(outer => outer is BaseMethodDeclarationSyntax or LocalFunctionStatementSyntax or AnonymousFunctionExpressionSyntax);

    private static IEnumerable<ParameterSyntax> Parameters(SyntaxNode owner) => owner switch
    {
        BaseMethodDeclarationSyntax method => method.ParameterList.Parameters,
        LocalFunctionStatementSyntax function => function.ParameterList.Parameters,
        _ => [],
    };

    private static bool IsVoid(TypeSyntax type) => type is PredefinedTypeSyntax { Keyword.RawKind: (int)SyntaxKind.VoidKeyword };

    // What the body gives it elsewhere when it has nothing to give.
    private static string? Customary(SyntaxNode owner, string name) => owner.DescendantNodes().OfType<AssignmentExpressionSyntax>()
        .Where(assignment => assignment.Left.ToString() == name)
        .Select(assignment => assignment.Right)
        .FirstOrDefault(value => value.Kind() is SyntaxKind.NullLiteralExpression or SyntaxKind.DefaultLiteralExpression || value.ToString() is "string.Empty" or "\"\"" or "0" or "-1" or "[]")?.ToString();

    private static string Value(Fault fault, ITypeSymbol type, TypeSyntax written)
    {
        if (!type.IsReferenceType || written is NullableTypeSyntax || !fault.ChecksNull)
            return type.IsReferenceType && written is NullableTypeSyntax ? "null" : "default";
        // With an attribute such as NotNullWhen, null is what others expect.
        return written.Parent is ParameterSyntax { AttributeLists.Count: > 0 } ? "null" : ObviousValue.Of(fault, type) ?? "default";
    }
}
