using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Assistant.Core.Proposing.Rules.Names;

/// <summary>
/// Names the object or the type before a member that stands alone: what the code asks this member of elsewhere, or what the
/// place sees and has it. Each is bound in its place first, so that only those are proposed that have the member with these
/// arguments.
/// </summary>
internal sealed class ReceiverRule : IRepairRule
{
    // A name that so many have says nothing of which is meant.
    private const int MostReceivers = 5;

    // Binding is a matter of microseconds, but a large project writes before a common name what no place sees.
    private const int MostBound = 60;

    public ImmutableArray<string> Ids => ["CS0103", "CS1501", "CS1955", "CS7036"];

    public IEnumerable<RuleRepair> Propose(Fault fault)
    {
        if (fault.Root.FindToken(fault.Span.Start).Parent?.FirstAncestorOrSelf<SimpleNameSyntax>() is not { } name
            || !StandsAlone(name) || (fault.Id != "CS0103" && name.Parent is not InvocationExpressionSyntax))
            yield break;
        ExpressionSyntax place = name.Parent is InvocationExpressionSyntax call ? call : name;
        var written = name.Identifier.ValueText;
        var here = Before(fault.Root, written).GroupBy(text => text, StringComparer.Ordinal).OrderByDescending(group => group.Count()).Select(group => group.Key).ToHashSet(StringComparer.Ordinal);
        var found = here.Concat(InScope(fault, name.SpanStart, written)).Concat(ChainsOf(place)).Concat(Elsewhere(fault, written))
            .Distinct(StringComparer.Ordinal)
            .Take(MostBound)
            .Where(receiver => Has(fault, place, receiver))
            .Take(MostReceivers);
        foreach (var receiver in found)
        {
            var preference = fault.Id != "CS0103" ? Preference.Usual : here.Contains(receiver) ? Preference.Named : Preference.Evident;
            yield return new RuleRepair($"Use '{receiver}'", preference, fault.Insert(name.SpanStart, receiver + "."));
        }
    }

    private static bool StandsAlone(SimpleNameSyntax name) => name.Parent switch
    {
        MemberAccessExpressionSyntax access => access.Expression == name,
        MemberBindingExpressionSyntax or QualifiedNameSyntax or NameColonSyntax or NameEqualsSyntax => false,
        _ => true,
    };

    // What stands before the member where others use it.
    private static IEnumerable<string> Before(SyntaxNode root, string member) => root.DescendantNodes()
        .OfType<MemberAccessExpressionSyntax>()
        .Where(access => access.Name.Identifier.ValueText == member && IsChain(access.Expression))
        .Select(access => access.Expression.ToString());

    private static IEnumerable<string> Elsewhere(Fault fault, string member) => fault.Compilation.SyntaxTrees
        .Where(tree => tree != fault.Model.SyntaxTree && tree.GetText(fault.CancellationToken).ToString().Contains("." + member, StringComparison.Ordinal))
        .SelectMany(tree => Before(tree.GetRoot(fault.CancellationToken), member))
        .GroupBy(text => text, StringComparer.Ordinal)
        .OrderByDescending(group => group.Count())
        .ThenBy(group => group.Key, StringComparer.Ordinal)
        .Select(group => group.Key);

    // Variables and members first, then the project's own types that have a static member of this name.
    private static IEnumerable<string> InScope(Fault fault, int position, string member)
    {
        var symbols = fault.Model.LookupSymbols(position);
        var objects = symbols.Where(symbol => symbol is ILocalSymbol or IParameterSymbol or IFieldSymbol or IPropertySymbol { Parameters.IsEmpty: true })
            .Where(symbol => TypeOf(symbol) is { } type && fault.Model.LookupSymbols(position, type, member, includeReducedExtensionMethods: true)
                .Any(found => !found.IsStatic || found is IMethodSymbol { ReducedFrom: not null }));
        var types = symbols.OfType<INamedTypeSymbol>().Where(type => type.Locations[0].IsInSource && type.GetMembers(member).Any(found => found.IsStatic));
        return objects.OrderBy(symbol => symbol is not (ILocalSymbol or IParameterSymbol)).Concat<ISymbol>(types).Select(symbol => symbol is INamedTypeSymbol type ? fault.NameOf(type) : symbol.Name);
    }

    private static ITypeSymbol? TypeOf(ISymbol symbol) => symbol switch
    {
        ILocalSymbol local => local.Type,
        IParameterSymbol parameter => parameter.Type,
        IFieldSymbol field => field.Type,
        IPropertySymbol property => property.Type,
        _ => null,
    };

    // Parts of objects that the same body speaks of.
    private static IEnumerable<string> ChainsOf(ExpressionSyntax place) => Declarations.BodyOwner(place) is not { } owner ? [] :
        owner.DescendantNodes().OfType<MemberAccessExpressionSyntax>().Where(IsChain).Select(chain => chain.ToString());

    private static bool IsChain(ExpressionSyntax expression) => expression switch
    {
        SimpleNameSyntax or ThisExpressionSyntax or BaseExpressionSyntax or PredefinedTypeSyntax => true,
        MemberAccessExpressionSyntax { RawKind: (int)SyntaxKind.SimpleMemberAccessExpression } access => IsChain(access.Expression),
        _ => false,
    };

    private static bool Has(Fault fault, ExpressionSyntax place, string receiver) =>
        fault.Model.GetSpeculativeSymbolInfo(place.SpanStart, SyntaxFactory.ParseExpression($"{receiver}.{place}"), SpeculativeBindingOption.BindAsExpression).Symbol is not null
        && (place is not IdentifierNameSyntax || place.Parent is not AssignmentExpressionSyntax);
}
