using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Assistant.Core.Proposing.Rules.Nulls;

/// <summary>In a condition, asks first whether the value is there: what is not there does not hold.</summary>
internal sealed class NullTestRule : IRepairRule
{
    public ImmutableArray<string> Ids => ["CS8602", "CS8604", "CS8629"];

    public IEnumerable<RuleRepair> Propose(Fault fault)
    {
        if (NullPlace.Of(fault) is not { IsStable: true } place || ConditionOf(place) is not { } condition)
            yield break;
        var preference = place.Symbol is IParameterSymbol && !place.IsConditional && !place.IsDeferred ? Preference.Usual : Preference.Evident;
        yield return new RuleRepair($"Ask first whether '{place.Value}' is null", preference, fault.Insert(condition.SpanStart, $"{place.Value} {fault.Habits.NotNullTest} && "));
    }

    private static ExpressionSyntax? ConditionOf(NullPlace place)
    {
        for (SyntaxNode? node = place.Value; node is ExpressionSyntax or ArgumentListSyntax or ArgumentSyntax; node = node.Parent)
        {
            if (node is AnonymousFunctionExpressionSyntax or ConditionalExpressionSyntax)
                return null;
            if (node is ExpressionSyntax expression && node is not (AssignmentExpressionSyntax or ConditionalExpressionSyntax)
                && !node.IsKind(SyntaxKind.LogicalOrExpression) && !node.IsKind(SyntaxKind.CoalesceExpression)
                && IsTaken(expression) && place.Fault.TypeOf(expression)?.SpecialType == SpecialType.System_Boolean)
                return expression;
        }

        return null;
    }

    private static bool IsTaken(ExpressionSyntax expression) => expression.Parent switch
    {
        IfStatementSyntax or ReturnStatementSyntax or ArrowExpressionClauseSyntax or WhileStatementSyntax or AnonymousFunctionExpressionSyntax or WhereClauseSyntax => true,
        BinaryExpressionSyntax operation => operation.Kind() is SyntaxKind.LogicalAndExpression or SyntaxKind.LogicalOrExpression,
        ConditionalExpressionSyntax conditional => conditional.Condition == expression,
        _ => false,
    };
}
