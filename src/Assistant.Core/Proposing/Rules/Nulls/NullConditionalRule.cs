using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Assistant.Core.Proposing.Rules.Nulls;

/// <summary>Asks the value only when it is there, <c>?.</c>, and where that needs an answer for null, gives the obvious one.</summary>
internal sealed class NullConditionalRule : IRepairRule
{
    public ImmutableArray<string> Ids => ["CS8602", "CS8629"];

    public IEnumerable<RuleRepair> Propose(Fault fault)
    {
        if (NullPlace.Of(fault) is not { } place || fault.Language < LanguageVersion.CSharp6)
            yield break;
        ExpressionSyntax value = place.Value;
        while (value.Parent is ParenthesizedExpressionSyntax parenthesized)
            value = parenthesized;
        if (value.Parent is InvocationExpressionSyntax called && called.Expression == value)
        {
            yield return new RuleRepair($"Call '{value}' only when it is not null", Preference.Evident, fault.Insert(value.Span.End, "?.Invoke"));
            yield break;
        }

        var next = value.Parent switch
        {
            MemberAccessExpressionSyntax access when access.Expression == value => access.OperatorToken,
            ElementAccessExpressionSyntax element when element.Expression == value => element.ArgumentList.OpenBracketToken,
            _ => default,
        };
        if (next == default || fault.Id == "CS8629")
            yield break;
        var whole = WholeChain(value);
        var question = fault.Insert(next.SpanStart, "?");
        // A loop or query over null fails as before, only later.
        if (whole.Parent is not (FromClauseSyntax or JoinClauseSyntax or CommonForEachStatementSyntax))
        {
            var preference = TakesNull(whole) || IsInvoke(value) ? Preference.Evident
                : whole.Parent is ExpressionStatementSyntax or ArgumentSyntax ? Preference.Possible
                : Preference.Usual;
            yield return new RuleRepair($"Use '{value}' only when it is not null", preference, question);
        }

        if (whole.Parent is not ExpressionStatementSyntax && ObviousValue.Of(fault, fault.Model.GetTypeInfo(whole, fault.CancellationToken).Type) is { } obvious)
            yield return new RuleRepair($"Use {obvious} when '{value}' is null", IsHash(whole) ? Preference.Evident : Preference.Possible, [question, .. Coalesce.Edits(fault, whole, obvious)]);
    }

    // Everything that is skipped when the value is null.
    private static ExpressionSyntax WholeChain(ExpressionSyntax value)
    {
        while (value.Parent is MemberAccessExpressionSyntax or InvocationExpressionSyntax or ElementAccessExpressionSyntax
            && value.Parent.ChildNodes().First() == value)
            value = (ExpressionSyntax)value.Parent;
        return value;
    }

    // The hash of nothing is zero by custom.
    private static bool IsHash(ExpressionSyntax whole) => whole is InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "GetHashCode" } };

    // A delegate that nobody gave is called by nobody.
    private static bool IsInvoke(ExpressionSyntax value) =>
        value.Parent is MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Invoke", Parent: InvocationExpressionSyntax { Parent: ExpressionStatementSyntax } };

    private static bool TakesNull(ExpressionSyntax whole) => whole.Parent switch
    {
        BinaryExpressionSyntax coalesce when coalesce.IsKind(SyntaxKind.CoalesceExpression) => coalesce.Left == whole,
        BinaryExpressionSyntax comparison => comparison.Kind() is SyntaxKind.EqualsExpression or SyntaxKind.AddExpression,
        InterpolationSyntax => true,
        IsPatternExpressionSyntax => true,
        EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax { Parent: VariableDeclarationSyntax { Type: NullableTypeSyntax } } } => true,
        ReturnStatementSyntax => whole.FirstAncestorOrSelf<MemberDeclarationSyntax>() is MethodDeclarationSyntax { ReturnType: NullableTypeSyntax } or PropertyDeclarationSyntax { Type: NullableTypeSyntax },
        ArrowExpressionClauseSyntax { Parent: MethodDeclarationSyntax { ReturnType: NullableTypeSyntax } or PropertyDeclarationSyntax { Type: NullableTypeSyntax } } => true,
        _ => false,
    };
}
