using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Assistant.Core.Proposing.Rules.Conversions;

/// <summary>Turns a value into text, and text into a value; numbers in the invariant culture.</summary>
internal sealed class TextRule : IRepairRule
{
    // Types that read themselves from text, and whether they want a culture for it.
    private static readonly ImmutableDictionary<string, bool> Parsing = new Dictionary<string, bool>(StringComparer.Ordinal)
    {
        ["System.DateTime"] = true, ["System.DateTimeOffset"] = true, ["System.TimeSpan"] = true, ["System.DateOnly"] = true, ["System.TimeOnly"] = true,
        ["System.Guid"] = false, ["System.Version"] = false, ["bool"] = false,
    }.ToImmutableDictionary();

    public ImmutableArray<string> Ids => ["CS0029", "CS0266", "CS1503"];

    public IEnumerable<RuleRepair> Propose(Fault fault) => ConversionPlace.Of(fault).SelectMany(place =>
        place.IsTo(SpecialType.System_String) ? ToText(place) : place.From.SpecialType == SpecialType.System_String ? FromText(place) : []);

    private static IEnumerable<RuleRepair> ToText(ConversionPlace place)
    {
        // Those are written as text: another rule does.
        if (place.Value.Kind() is SyntaxKind.NumericLiteralExpression or SyntaxKind.CharacterLiteralExpression)
            yield break;
        if (place.From is IArrayTypeSymbol { ElementType.SpecialType: SpecialType.System_Char })
            yield return new RuleRepair("Make a string of it", Preference.Evident, [.. place.Wrap("new string(", ")")]);
        if (!HasText(place.From))
            yield break;
        var (culture, isImported) = place.InvariantCulture();
        if ((ConversionPlace.IsNumeric(place.From) || Parsing.GetValueOrDefault(place.From.ToDisplayString())) && isImported)
            yield return new RuleRepair("Add 'ToString' in the invariant culture", Preference.Evident, [.. place.Append($".ToString({culture})")]);
        yield return new RuleRepair("Add 'ToString()'", isImported ? Preference.Possible : Preference.Evident, [.. place.Append(".ToString()")]);
    }

    // A type that says of itself what it is: what object says is only its name.
    private static bool HasText(ITypeSymbol type)
    {
        if (type.TypeKind == TypeKind.Enum)
            return true;
        for (var one = type; one is not null && one.SpecialType is not (SpecialType.System_Object or SpecialType.System_ValueType); one = one.BaseType)
        {
            if (one.GetMembers("ToString").Any(member => member is IMethodSymbol { IsOverride: true, Parameters.IsEmpty: true }))
                return true;
        }

        return type.SpecialType is >= SpecialType.System_Boolean and <= SpecialType.System_Double;
    }

    // A number in quotes is read as well as written without them: another rule proposes that, and it is the smaller change.
    private static IEnumerable<RuleRepair> FromText(ConversionPlace place)
    {
        var fault = place.Fault;
        var wanted = ConversionPlace.Underlying(place.To) ?? place.To;
        var name = fault.NameOf(wanted.WithNullableAnnotation(NullableAnnotation.None));
        if (ConversionPlace.IsNumeric(wanted) || Parsing.GetValueOrDefault(wanted.ToDisplayString()))
        {
            var (culture, isImported) = place.InvariantCulture();
            var edits = place.Wrap($"{name}.Parse(", $", {culture})");
            yield return new RuleRepair(
                $"Read it with '{name}.Parse' in the invariant culture", Preference.Evident,
                isImported ? [.. edits] : [Usings.Add(fault, "System.Globalization"), .. edits]);
            yield return new RuleRepair($"Read it with '{name}.Parse'", Preference.Possible, [.. place.Wrap($"{name}.Parse(", ")")]);
        }
        else if (Parsing.ContainsKey(wanted.ToDisplayString()))
        {
            var preference = wanted.SpecialType == SpecialType.System_Boolean ? Preference.Possible : Preference.Evident;
            yield return new RuleRepair($"Read it with '{name}.Parse'", preference, [.. place.Wrap($"{name}.Parse(", ")")]);
        }
        else if (wanted.TypeKind == TypeKind.Enum)
        {
            yield return new RuleRepair($"Read it with 'Enum.Parse<{name}>'", Preference.Evident, [.. place.Wrap($"{fault.NameOf("System.Enum")}.Parse<{name}>(", ")")]);
        }
        else if (wanted.ToDisplayString() == "System.Uri")
        {
            yield return new RuleRepair("Make a Uri of it", Preference.Evident, [.. place.Wrap($"new {name}(", ")")]);
        }
    }
}
