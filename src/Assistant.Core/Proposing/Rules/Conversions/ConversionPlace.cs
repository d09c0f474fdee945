using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Assistant.Core.Proposing.Rules.Conversions;

/// <summary>A value of one type where another one is wanted.</summary>
/// <param name="Fault">The diagnostic.</param>
/// <param name="Value">The value.</param>
/// <param name="From">Its type.</param>
/// <param name="To">The type that is wanted.</param>
internal sealed record ConversionPlace(Fault Fault, ExpressionSyntax Value, ITypeSymbol From, ITypeSymbol To)
{
    /// <summary>A call whose method is not clear may want one of several types; more than these are not tried.</summary>
    private const int MostTypes = 3;

    public static IEnumerable<ConversionPlace> Of(Fault fault)
    {
        if (fault.Id == "CS1503")
        {
            if (fault.Node.FirstAncestorOrSelf<ArgumentSyntax>() is not { Parent.Parent: ExpressionSyntax call } argument
                || fault.TypeOf(argument.Expression) is not { } given)
                return [];
            return Arguments.MethodsOf(fault, call).Select(method => Arguments.ParameterOf(method, argument)?.Type).OfType<ITypeSymbol>()
                .Distinct<ITypeSymbol>(SymbolEqualityComparer.Default).Take(MostTypes).Select(wanted => new ConversionPlace(fault, argument.Expression, given, wanted));
        }

        if (fault.Expression is not { } value || fault.Model.GetTypeInfo(value, fault.CancellationToken) is not { Type: { } from, ConvertedType: { } to })
            return [];
        if (IsCondition(value))
            to = fault.Compilation.GetSpecialType(SpecialType.System_Boolean);
        return to is IErrorTypeSymbol || SymbolEqualityComparer.Default.Equals(from, to) ? [] : [new ConversionPlace(fault, value, from, to)];
    }

    /// <summary>Whether a statement or a choice asks an expression what to do.</summary>
    public static bool IsCondition(ExpressionSyntax value) => value.Parent switch
    {
        IfStatementSyntax or WhileStatementSyntax or DoStatementSyntax => true,
        ForStatementSyntax loop => loop.Condition == value,
        ConditionalExpressionSyntax choice => choice.Condition == value,
        _ => false,
    };

    public bool IsTo(SpecialType type) => To.SpecialType == type;

    /// <summary>The value followed by a member of it.</summary>
    public RuleEdit[] Append(string member) => Value is IdentifierNameSyntax or MemberAccessExpressionSyntax or InvocationExpressionSyntax or ElementAccessExpressionSyntax
        or ParenthesizedExpressionSyntax or ThisExpressionSyntax or GenericNameSyntax or ObjectCreationExpressionSyntax or PredefinedTypeSyntax
        ? [Fault.Insert(Value.Span.End, member)]
        : [Fault.Insert(Value.SpanStart, "("), Fault.Insert(Value.Span.End, ")" + member)];

    /// <summary>The value as the only argument of a call or the operand of a cast.</summary>
    public RuleEdit[] Wrap(string before, string after) => [Fault.Insert(Value.SpanStart, before), Fault.Insert(Value.Span.End, after)];

    public static bool IsNumeric(ITypeSymbol type) => type.SpecialType is >= SpecialType.System_SByte and <= SpecialType.System_Double;

    /// <summary>The type inside of a nullable value type, or null.</summary>
    public static ITypeSymbol? Underlying(ITypeSymbol type) =>
        type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T, TypeArguments: [var value] } ? value : null;

    /// <summary>The invariant culture as it can be written at the place, with the using it needs.</summary>
    public (string Text, bool IsImported) InvariantCulture()
    {
        var name = Fault.NameOf("System.Globalization.CultureInfo");
        return ("CultureInfo.InvariantCulture", name == "CultureInfo");
    }

    /// <summary>How the compiler would convert, were it asked with a cast.</summary>
    public Conversion Cast => Fault.Compilation.ClassifyConversion(From, To);
}
