using System.Collections.Immutable;
using Assistant.Core.Proposing.Rules.Conversions;
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
        if (NullPlace.Of(fault) is not { IsStable: true } place)
            yield break;
        var test = $"{place.Value} {fault.Habits.NotNullTest} && ";
        if (ConditionOf(place) is { } condition)
        {
            var preference = place.Symbol is IParameterSymbol && !place.IsConditional && !place.IsDeferred ? Preference.Usual : Preference.Evident;
            yield return new RuleRepair($"Ask first whether '{place.Value}' is null", preference, fault.Insert(condition.SpanStart, test));
        }
        else if (IfAround(place) is { Condition: var around } choice && !place.IsDeferred)
        {
            // Where there is another way already, it is the way without the value.
            var needsParentheses = around.IsKind(SyntaxKind.LogicalOrExpression) || around is ConditionalExpressionSyntax or AssignmentExpressionSyntax || around.IsKind(SyntaxKind.CoalesceExpression);
            RuleEdit[] edits = needsParentheses ? [fault.Insert(around.SpanStart, test + "("), fault.Insert(around.Span.End, ")")] : [fault.Insert(around.SpanStart, test)];
            yield return new RuleRepair($"Ask in the 'if' whether '{place.Value}' is null", choice.Else is not null ? Preference.Evident : Preference.Possible, [.. edits]);
        }
    }

    // The 'if' whose first statement needs the value, where the value can be named already.
    private static IfStatementSyntax? IfAround(NullPlace place)
    {
        var holder = place.Statement?.Parent is BlockSyntax { Statements: [var first, ..] } block && first == place.Statement ? block.Parent : place.Statement?.Parent;
        return holder is IfStatementSyntax choice && place.Symbol is not null && place.Fault.DeclarationOf(place.Symbol) is { } declaration
            && (declaration.SyntaxTree != choice.SyntaxTree || !choice.Span.Contains(declaration.Span)) && !Mentions(choice.Else, place.Value) ? choice : null;
    }

    // The other way needs the value as well.
    private static bool Mentions(ElseClauseSyntax? other, ExpressionSyntax value) =>
        other?.DescendantNodes().OfType<ExpressionSyntax>().Any(expression => expression.IsEquivalentTo(value, topLevel: false)) == true;

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

    private static bool IsTaken(ExpressionSyntax expression) => ConversionPlace.IsCondition(expression)
        || expression.Parent is ReturnStatementSyntax or ArrowExpressionClauseSyntax or AnonymousFunctionExpressionSyntax or WhereClauseSyntax
        || expression.Parent.IsKind(SyntaxKind.LogicalAndExpression) || expression.Parent.IsKind(SyntaxKind.LogicalOrExpression);
}
