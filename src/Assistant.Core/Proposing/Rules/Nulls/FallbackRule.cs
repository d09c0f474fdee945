using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Assistant.Core.Proposing.Rules.Nulls;

/// <summary>Puts the empty value in the place of null where a type has one. It decides something, so it comes after others.</summary>
internal sealed class FallbackRule : IRepairRule
{
    public ImmutableArray<string> Ids => ["CS8600", "CS8601", "CS8602", "CS8603", "CS8604", "CS8625", "CS8629"];

    public IEnumerable<RuleRepair> Propose(Fault fault)
    {
        if (fault.Expression is not { } value)
            yield break;
        if (fault.Id == "CS8625")
        {
            if (value.IsKind(SyntaxKind.NullLiteralExpression) && ObviousValue.Of(fault, fault.Model.GetTypeInfo(value, fault.CancellationToken).ConvertedType) is { } instead)
                yield return new RuleRepair($"Use {instead} in place of null", Preference.Possible, Fault.Replace(value, instead));
            yield break;
        }

        if (NullPlace.Of(fault) is not { } place || ObviousValue.Of(fault, UnderlyingType(fault, place)) is not { } obvious)
            yield break;
        if (fault.Id == "CS8629" && place.Value.Parent is MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Value" } access)
            yield return new RuleRepair($"Use {obvious} when it is null", Preference.Possible, fault.Replace(access.Span, Coalesce.Written(access, place.Value, obvious)));
        else if (fault.Id is not "CS8602" || place.Value.Parent is CommonForEachStatementSyntax)
            yield return new RuleRepair($"Use {obvious} when it is null", Preference.Possible, [.. Coalesce.Edits(fault, place.Value, obvious)]);
    }

    private static ITypeSymbol? UnderlyingType(Fault fault, NullPlace place) =>
        fault.TypeOf(place.Value) is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T, TypeArguments: [var value] } ? value : fault.TypeOf(place.Value);
}
