using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Assistant.Core.Proposing.Rules.Flow;

/// <summary>Returns a value that is only named: the word before it was left out.</summary>
internal sealed class ReturnWordRule : IRepairRule
{
    public ImmutableArray<string> Ids => ["CS0201", "CS0161", "CS1643"];

    public IEnumerable<RuleRepair> Propose(Fault fault)
    {
        var places = fault.Id == "CS0201" ? [fault.Node.FirstAncestorOrSelf<ExpressionStatementSyntax>()] : Ends(fault);
        foreach (var place in places.OfType<ExpressionStatementSyntax>())
        {
            if (fault.Model.GetEnclosingSymbol(place.SpanStart, fault.CancellationToken) is not IMethodSymbol method || Exits.ValueType(method) is not { } type)
                continue;
            if (fault.Model.ClassifyConversion(place.Expression, type).IsImplicit)
                yield return new RuleRepair("Return it", Preference.Named, fault.Insert(place.SpanStart, "return "));
        }
    }

    // The last statements of the ways through the body, and what stands for nothing but its value.
    private static IEnumerable<StatementSyntax?> Ends(Fault fault)
    {
        var body = MissingReturnRule.BodyAt(fault);
        if (body is null)
            return [];
        var named = body.DescendantNodes(node => node is not (AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax))
            .OfType<ExpressionStatementSyntax>()
            .Where(statement => statement.Expression is BinaryExpressionSyntax or ConditionalExpressionSyntax or LiteralExpressionSyntax or SimpleNameSyntax
                or MemberAccessExpressionSyntax or ParenthesizedExpressionSyntax or ElementAccessExpressionSyntax or CastExpressionSyntax or SwitchExpressionSyntax);
        return LastOf(body).Concat(named).Distinct();
    }

    private static IEnumerable<StatementSyntax?> LastOf(StatementSyntax statement) => statement switch
    {
        BlockSyntax block => block.Statements.LastOrDefault() is { } last ? LastOf(last) : [],
        IfStatementSyntax choice => choice.Else is null ? [] : LastOf(choice.Statement).Concat(LastOf(choice.Else.Statement)),
        CheckedStatementSyntax within => LastOf(within.Block),
        UsingStatementSyntax used => LastOf(used.Statement),
        LockStatementSyntax locked => LastOf(locked.Statement),
        TryStatementSyntax tried => tried.Catches.SelectMany(caught => LastOf(caught.Block)).Prepend(LastOf(tried.Block).FirstOrDefault()),
        _ => [statement],
    };
}
