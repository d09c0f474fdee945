using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Assistant.Core.Proposing.Rules.Conversions;

/// <summary>Makes the collection that is wanted of a sequence or of a single value.</summary>
internal sealed class SequenceRule : IRepairRule
{
    public ImmutableArray<string> Ids => ["CS0029", "CS0266", "CS1503"];

    public IEnumerable<RuleRepair> Propose(Fault fault) => ConversionPlace.Of(fault).SelectMany(Convert);

    /// <summary>Whether a sequence is made into a collection: a cast would only hope that it is one already.</summary>
    public static bool Makes(ConversionPlace place) => ElementOf(place.To) is not null && ElementOf(place.From) is not null && MethodFor(place.To) is not null;

    private static IEnumerable<RuleRepair> Convert(ConversionPlace place)
    {
        var fault = place.Fault;
        if (ElementOf(place.To) is not { } element)
            yield break;
        if (ElementOf(place.From) is { } given && place.From.SpecialType != SpecialType.System_String)
        {
            if (MethodFor(place.To) is { } method && fault.Compilation.ClassifyConversion(given, element) is { IsImplicit: true })
            {
                var isThere = fault.Model.LookupSymbols(place.Value.SpanStart, place.From as INamespaceOrTypeSymbol, method, includeReducedExtensionMethods: true).Length > 0;
                var name = place.To.OriginalDefinition.ContainingNamespace?.ToDisplayString() is "System.Collections.Immutable" ? "System.Collections.Immutable" : "System.Linq";
                yield return new RuleRepair($"Add '{method}()'", Preference.Evident, isThere ? [.. place.Append($".{method}()")] : [Usings.Add(fault, name), .. place.Append($".{method}()")]);
            }
        }
        else if (fault.Compilation.ClassifyConversion(place.From, element) is { IsImplicit: true }
            && place.To is IArrayTypeSymbol or INamedTypeSymbol { Name: "List" or "IEnumerable" or "IReadOnlyList" or "IList" or "ICollection" or "IReadOnlyCollection" })
        {
            if (fault.Language >= LanguageVersion.CSharp12)
                yield return new RuleRepair("Make a list of it", Preference.Usual, [.. place.Wrap("[", "]")]);
            else if (place.To is IArrayTypeSymbol)
                yield return new RuleRepair("Make an array of it", Preference.Usual, [.. place.Wrap("new[] { ", " }")]);
        }
    }

    private static ITypeSymbol? ElementOf(ITypeSymbol type) => type is IArrayTypeSymbol { Rank: 1 } array ? array.ElementType
        : type.AllInterfaces.Append(type).OfType<INamedTypeSymbol>().FirstOrDefault(face => face.OriginalDefinition.SpecialType == SpecialType.System_Collections_Generic_IEnumerable_T)?.TypeArguments[0];

    private static string? MethodFor(ITypeSymbol type) => type is IArrayTypeSymbol ? "ToArray" : type.Name switch
    {
        "List" or "IList" or "ICollection" or "IReadOnlyList" or "IReadOnlyCollection" => "ToList",
        "HashSet" or "ISet" or "IReadOnlySet" => "ToHashSet",
        "ImmutableArray" or "ImmutableList" or "ImmutableHashSet" => "To" + type.Name,
        _ => null,
    };
}
