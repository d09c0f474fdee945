using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Assistant.Core.Proposing.Rules;

/// <summary>Writes <c>value ?? other</c>, with parentheses where they are needed and not else.</summary>
internal static class Coalesce
{
    public static RuleEdit[] Edits(Fault fault, ExpressionSyntax value, string other)
    {
        var left = NeedsParentheses(value);
        var whole = !StandsAlone(value);
        var before = (whole ? "(" : "") + (left ? "(" : "");
        var after = (left ? ")" : "") + " ?? " + other + (whole ? ")" : "");
        return before.Length == 0 ? [fault.Insert(value.Span.End, after)] : [fault.Insert(value.SpanStart, before), fault.Insert(value.Span.End, after)];
    }

    /// <summary>The text for a whole expression that is replaced by a part of it and another value.</summary>
    public static string Written(ExpressionSyntax replaced, ExpressionSyntax value, string other)
    {
        var text = (NeedsParentheses(value) ? $"({value})" : value.ToString()) + " ?? " + other;
        return StandsAlone(replaced) ? text : $"({text})";
    }

    /// <summary>Whether an expression is the whole of what its parent takes, so that an operator of low precedence may be added.</summary>
    public static bool StandsAlone(ExpressionSyntax value) => value.Parent switch
    {
        ArgumentSyntax or ReturnStatementSyntax or EqualsValueClauseSyntax or ArrowExpressionClauseSyntax or ParenthesizedExpressionSyntax or YieldStatementSyntax => true,
        CommonForEachStatementSyntax or AnonymousFunctionExpressionSyntax or ExpressionElementSyntax or SwitchExpressionArmSyntax => true,
        AssignmentExpressionSyntax assignment => assignment.Right == value,
        ConditionalExpressionSyntax conditional => conditional.Condition != value,
        _ => false,
    };

    private static bool NeedsParentheses(ExpressionSyntax value) => value is ConditionalExpressionSyntax
        or AssignmentExpressionSyntax or AnonymousFunctionExpressionSyntax or SwitchExpressionSyntax or ThrowExpressionSyntax
        || value.IsKind(SyntaxKind.CoalesceExpression);
}
