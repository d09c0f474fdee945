using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Assistant.Core.Proposing.Rules.Conversions;

/// <summary>
/// Casts what is known only by a wider type to the one that is meant: a type of which the file speaks, that is narrower and
/// has the member. A variable declared with <c>var</c> is cast where it is declared.
/// </summary>
internal sealed class MemberCastRule : IRepairRule
{
    // When several types of a file have the member, the nearest ones are tried.
    private const int MostTypes = 3;

    public ImmutableArray<string> Ids => ["CS0029", "CS0266", "CS1061"];

    public IEnumerable<RuleRepair> Propose(Fault fault) => fault.Id == "CS1061" ? ForMember(fault) : ForValue(fault);

    // What is given away as something narrower, and was declared without saying what it is.
    private static IEnumerable<RuleRepair> ForValue(Fault fault)
    {
        if (ConversionPlace.Of(fault).FirstOrDefault() is { Value: IdentifierNameSyntax local, Cast: { IsExplicit: true, IsReference: true } or { IsExplicit: true, IsUnboxing: true } } place
            && DeclaredValue(fault, local) is { } value)
            yield return Cast(fault, value, place.To);
    }

    private static IEnumerable<RuleRepair> ForMember(Fault fault)
    {
        if (fault.Root.FindToken(fault.Span.Start).Parent is not SimpleNameSyntax name || ReceiverOf(name) is not { } receiver || fault.TypeOf(receiver) is not { } wide)
            yield break;
        var inner = receiver;
        while (inner is ParenthesizedExpressionSyntax parenthesized)
            inner = parenthesized.Expression;
        var spoken = SpokenOf(fault, name);
        foreach (var type in Narrower(fault, name, wide, spoken))
        {
            if (inner is IdentifierNameSyntax && DeclaredValue(fault, inner) is { } value)
                yield return Cast(fault, value, type);
            var text = fault.NameOf(type);
            yield return new RuleRepair(
                $"Cast to '{text}'", spoken.Contains(type) ? Preference.Evident : Preference.Usual,
                inner == receiver ? [fault.Insert(receiver.SpanStart, $"(({text})"), fault.Insert(receiver.Span.End, ")")] : [fault.Insert(inner.SpanStart, $"({text})")]);
        }
    }

    private static RuleRepair Cast(Fault fault, ExpressionSyntax value, ITypeSymbol type)
    {
        var text = fault.NameOf(type.WithNullableAnnotation(NullableAnnotation.None)) + (type.IsReferenceType && fault.MayBeNull(value) ? "?" : "");
        var isSimple = value is not (BinaryExpressionSyntax or ConditionalExpressionSyntax or SwitchExpressionSyntax or AssignmentExpressionSyntax);
        return new RuleRepair(
            $"Cast to '{text}' where it is declared", Preference.Evident,
            isSimple ? [fault.Insert(value.SpanStart, $"({text})")] : [fault.Insert(value.SpanStart, $"({text})("), fault.Insert(value.Span.End, ")")]);
    }

    private static ExpressionSyntax? DeclaredValue(Fault fault, ExpressionSyntax local) =>
        fault.DeclarationOf(fault.SymbolOf(local)) is VariableDeclaratorSyntax { Initializer.Value: { } value and not AwaitExpressionSyntax,
            Parent: VariableDeclarationSyntax { Type.IsVar: true } } ? value : null;

    private static ExpressionSyntax? ReceiverOf(SimpleNameSyntax name) => name.Parent switch
    {
        MemberAccessExpressionSyntax access when access.Name == name => access.Expression,
        MemberBindingExpressionSyntax => name.FirstAncestorOrSelf<ConditionalAccessExpressionSyntax>()?.Expression,
        _ => null,
    };

    // The types of what stands in the same statement.
    private static HashSet<ITypeSymbol> SpokenOf(Fault fault, SimpleNameSyntax name) =>
        (name.FirstAncestorOrSelf<StatementSyntax>()?.DescendantNodes().OfType<ExpressionSyntax>() ?? [])
            .Select(fault.TypeOf)
            .OfType<INamedTypeSymbol>()
            .Select(type => type.WithNullableAnnotation(NullableAnnotation.None))
            .ToHashSet<ITypeSymbol>(SymbolEqualityComparer.Default);

    // The nearest first: those of the same statement, of the same body, of the file.
    private static IEnumerable<ITypeSymbol> Narrower(Fault fault, SimpleNameSyntax name, ITypeSymbol wide, IEnumerable<ITypeSymbol> spoken)
    {
        var body = Declarations.BodyOwner(name);
        // A method that is not called is seldom what a name without arguments means.
        var isCalled = name.Parent is InvocationExpressionSyntax || name.Parent?.Parent is InvocationExpressionSyntax { Expression: var called } && called == name.Parent;
        var written = (body?.DescendantNodes() ?? []).Concat(fault.Root.DescendantNodes())
            .OfType<NameSyntax>()
            .Where(type => !type.IsVar)
            .Select(type => fault.Model.GetSymbolInfo(type, fault.CancellationToken).Symbol)
            .OfType<INamedTypeSymbol>();
        return spoken.Concat(written)
            .Distinct(SymbolEqualityComparer.Default)
            .OfType<INamedTypeSymbol>()
            .Where(type => fault.Compilation.ClassifyConversion(wide, type) is { IsExplicit: true } cast && (cast.IsReference || cast.IsUnboxing)
                && fault.Model.LookupSymbols(name.SpanStart, type, name.Identifier.ValueText).Any(member => !member.IsStatic && (isCalled || member is not IMethodSymbol)))
            .Take(MostTypes);
    }
}
