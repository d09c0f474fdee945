using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Assistant.Core.Proposing.Rules.Conversions;

/// <summary>
/// Narrows what must be narrowed: a cast, the value of what may have none, the suffix of a literal. A cast that may lose
/// digits comes after all that loses none, and a value that is taken without a question after the questions.
/// </summary>
internal sealed class NumberRule : IRepairRule
{
    public ImmutableArray<string> Ids => ["CS0029", "CS0266", "CS0664", "CS1503"];

    public IEnumerable<RuleRepair> Propose(Fault fault)
    {
        if (fault.Id == "CS0664")
            return Suffix(fault);
        return ConversionPlace.Of(fault).SelectMany(Convert);
    }

    private static IEnumerable<RuleRepair> Convert(ConversionPlace place)
    {
        var fault = place.Fault;
        if (ConversionPlace.Underlying(place.From) is { } inside && fault.Compilation.ClassifyConversion(inside, place.To).IsImplicit)
        {
            var isAsked = place.Value is ConditionalAccessExpressionSyntax or BinaryExpressionSyntax { RawKind: (int)SyntaxKind.AsExpression };
            if (ObviousValue.Of(fault, inside) is { } obvious)
                yield return new RuleRepair($"Use {obvious} when there is no value", isAsked ? Preference.Evident : Preference.Possible, [.. Coalesce.Edits(fault, place.Value, obvious)]);
            var thrown = $"throw new {fault.NameOf("System.InvalidOperationException")}(\"There is no value.\")";
            // A parameter says itself that callers may give none.
            var throwing = fault.SymbolOf(place.Value) is IParameterSymbol ? Preference.Possible : Preference.Usual;
            yield return new RuleRepair("Throw when there is no value", throwing, [.. Coalesce.Edits(fault, place.Value, thrown)]);
            yield return new RuleRepair("Take its value", Preference.Late, [.. place.Append(".Value")]);
            yield break;
        }

        // Of several methods that may be meant, the one that takes the smallest number is seldom it.
        if (fault.Id == "CS1503" && fault.Node.FirstAncestorOrSelf<ArgumentSyntax>()?.Parent?.Parent is ExpressionSyntax call && Arguments.MethodsOf(fault, call).Count > 1)
            yield break;
        var cast = place.Cast;
        if (place.Value is AssignmentExpressionSyntax || SequenceRule.Makes(place)
            || !cast.IsExplicit || !(cast.IsNumeric || cast.IsEnumeration || cast.IsReference || cast.IsUnboxing || cast.IsUserDefined))
            yield break;
        var canBeNull = place.To.IsReferenceType || (place.To is ITypeParameterSymbol { IsValueType: false } && fault.Language >= LanguageVersion.CSharp9);
        var name = fault.NameOf(place.To.WithNullableAnnotation(NullableAnnotation.None)) + (canBeNull && fault.MayBeNull(place.Value) ? "?" : "");
        var needsParentheses = place.Value is BinaryExpressionSyntax or ConditionalExpressionSyntax or SwitchExpressionSyntax or AnonymousFunctionExpressionSyntax
            || (place.Value is PrefixUnaryExpressionSyntax && !SyntaxFacts.IsPredefinedType(SyntaxFacts.GetKeywordKind(name)));
        yield return new RuleRepair(
            $"Cast to '{name}'", IsLossy(place) ? Preference.Lossy : Preference.Usual,
            [.. place.Wrap(needsParentheses ? $"({name})(" : $"({name})", needsParentheses ? ")" : "")]);
    }

    // What refers to an object loses nothing by a cast, nor does an enum that is as wide as its number.
    private static bool IsLossy(ConversionPlace place) =>
        place.Cast.IsNumeric || place.Cast.IsUserDefined || (place.Cast.IsEnumeration && !SymbolEqualityComparer.Default.Equals(NumberOf(place.From), NumberOf(place.To)));

    private static ITypeSymbol NumberOf(ITypeSymbol type) => (type as INamedTypeSymbol)?.EnumUnderlyingType ?? type;

    // "Literal of type double cannot be implicitly converted to type 'decimal'; use an 'M' suffix to create a literal of this type".
    private static IEnumerable<RuleRepair> Suffix(Fault fault)
    {
        if (fault.Message.Split('\'') is [_, _, _, { Length: 1 } suffix, ..] && fault.Expression is { } value)
            yield return new RuleRepair($"Add the suffix '{suffix.ToLowerInvariant()}'", Preference.Evident, fault.Insert(value.Span.End, suffix.ToLowerInvariant()));
    }
}
