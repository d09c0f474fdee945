using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Assistant.Core.Proposing.Rules.Conversions;

/// <summary>Makes a condition of what is none: a comparison that was written as an assignment, a number, something that may be null.</summary>
internal sealed class ConditionRule : IRepairRule
{
    public ImmutableArray<string> Ids => ["CS0029", "CS0266"];

    public IEnumerable<RuleRepair> Propose(Fault fault) => ConversionPlace.Of(fault).Where(place => place.IsTo(SpecialType.System_Boolean)).SelectMany(Test);

    private static IEnumerable<RuleRepair> Test(ConversionPlace place)
    {
        var fault = place.Fault;
        if (place.Value is AssignmentExpressionSyntax { OperatorToken.ValueText: "=" } assignment)
        {
            yield return new RuleRepair("Compare with '=='", Preference.Evident, fault.Replace(assignment.OperatorToken.Span, "=="));
            yield break;
        }

        // Where a condition stands, and not where a boolean is merely stored.
        if (place.Value.Parent is not (IfStatementSyntax or WhileStatementSyntax or ConditionalExpressionSyntax
            or DoStatementSyntax or ForStatementSyntax or ReturnStatementSyntax or ArrowExpressionClauseSyntax))
            yield break;
        if (ConversionPlace.Underlying(place.From)?.SpecialType == SpecialType.System_Boolean)
            yield return new RuleRepair("Compare with true", Preference.Evident, fault.Insert(place.Value.Span.End, " == true"));
        else if (ConversionPlace.IsNumeric(place.From))
            yield return new RuleRepair("Compare with zero", Preference.Usual, [.. place.Append(IsCount(place.Value) ? " > 0" : " != 0")]);
        else if (place.From.IsReferenceType || ConversionPlace.Underlying(place.From) is not null)
            yield return new RuleRepair("Ask whether it is null", Preference.Usual, fault.Insert(place.Value.Span.End, " " + fault.Habits.NotNullTest));
    }

    private static bool IsCount(ExpressionSyntax value) =>
        ((value as InvocationExpressionSyntax)?.Expression ?? value) is MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Count" or "Length" or "LongCount" or "LongLength" };
}
