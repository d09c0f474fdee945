using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Assistant.Core.Proposing.Rules.Nulls;

/// <summary>Says at the value itself that it must be there: <c>?? throw</c>.</summary>
internal sealed class ThrowInPlaceRule : IRepairRule
{
    public ImmutableArray<string> Ids => ["CS8600", "CS8601", "CS8602", "CS8603", "CS8604", "CS8629"];

    public IEnumerable<RuleRepair> Propose(Fault fault)
    {
        if (NullPlace.Of(fault) is not { } place || fault.Language < LanguageVersion.CSharp7)
            yield break;
        var preference = place.CanBeGuarded && (fault.Id is "CS8602" or "CS8604" or "CS8629") ? Preference.Late
            : place.Symbol is IParameterSymbol parameter && GuardRule.MayBeNull(parameter) ? Preference.Possible
            : Preference.Usual;
        var edits = Coalesce.Edits(fault, place.Value, "throw " + place.Exception);
        // Behind '.Value' the value is there as soon as the question is answered.
        if (fault.Id == "CS8629" && place.Value.Parent is MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Value" } access)
            edits = [fault.Replace(access.Span, Coalesce.Written(access, place.Value, "throw " + place.Exception))];
        yield return new RuleRepair($"Add '?? throw' to '{Shortened(place.Value)}'", preference, [.. edits]);
    }

    private static string Shortened(ExpressionSyntax value) =>
        value.ToString() is { Length: <= 40 } text && !text.Contains('\n', StringComparison.Ordinal) ? text : value.ToString().Split('(', '\n')[0].Trim() + "(…)";
}
