using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Assistant.Core.Proposing.Rules.Names;

/// <summary>Swaps two arguments that stand in each other's place.</summary>
internal sealed class SwappedArgumentsRule : IRepairRule
{
    public ImmutableArray<string> Ids => ["CS1503"];

    public IEnumerable<RuleRepair> Propose(Fault fault)
    {
        if (fault.Node.FirstAncestorOrSelf<ArgumentSyntax>() is not { Parent: BaseArgumentListSyntax { Parent: ExpressionSyntax call, Arguments: { Count: > 1 } arguments } } argument)
            yield break;
        foreach (var method in Arguments.MethodsOf(fault, call))
        {
            foreach (var other in arguments.Where(one => one != argument && Fits(fault, method, one, argument) && Fits(fault, method, argument, one)))
            {
                yield return new RuleRepair(
                    $"Swap '{argument.Expression}' and '{other.Expression}'", Preference.Named,
                    Fault.Replace(argument.Expression, other.Expression.ToString()), Fault.Replace(other.Expression, argument.Expression.ToString()));
            }
        }
    }

    private static bool Fits(Fault fault, IMethodSymbol method, ArgumentSyntax given, ArgumentSyntax place) =>
        given.NameColon is null && place.NameColon is null && given.RefKindKeyword.RawKind == place.RefKindKeyword.RawKind
        && Arguments.ParameterOf(method, place) is { } parameter && fault.Model.ClassifyConversion(given.Expression, parameter.Type).IsImplicit;
}
