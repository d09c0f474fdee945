using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Assistant.Core.Proposing.Rules.Names;

/// <summary>Finds the name that was meant among those that may stand at the place: two letters off at most, of short names one.</summary>
internal sealed class SpellingRule : IRepairRule
{
    private const int MostNames = 3;
    private const int MostLettersOff = 2;

    // In a name this short two letters off is another name.
    private const int Short = 4;

    public ImmutableArray<string> Ids => ["CS0103", "CS0117", "CS0234", "CS0246", "CS0426", "CS1061"];

    public IEnumerable<RuleRepair> Propose(Fault fault)
    {
        // The place may begin with the dot before the name.
        var name = NameAt(fault, fault.Span.Start) ?? NameAt(fault, Math.Max(fault.Span.Start, fault.Span.End - 1));
        if (name is null || name.Identifier.ValueText is not { Length: > 1 } written)
            return [];
        var most = written.Length <= Short ? 1 : MostLettersOff;
        return Legal(fault, name)
            .Where(found => found.CanBeReferencedByName && found.Name != written && (name is not GenericNameSyntax || found is IMethodSymbol or INamedTypeSymbol { IsGenericType: true }))
            .Where(found => !IsCalled(name) || found is not INamespaceOrTypeSymbol)
            .Select(found => found.Name)
            .Distinct(StringComparer.Ordinal)
            .Select(found => (Name: found, Distance: NameDistance.Between(written, found, most)))
            .Where(pair => pair.Distance <= most && IsSlip(written, pair.Name))
            .OrderBy(pair => pair.Distance)
            .ThenBy(pair => pair.Name, StringComparer.Ordinal)
            .Take(MostNames)
            .Select(pair => new RuleRepair($"Change '{written}' to '{pair.Name}'", Preference.Named, fault.Replace(name.Identifier.Span, pair.Name)));
    }

    private static SimpleNameSyntax? NameAt(Fault fault, int position) => fault.Root.FindToken(position).Parent?.FirstAncestorOrSelf<SimpleNameSyntax>();

    // Another number, another beginning or two letters replaced make another name: item1 and item2, height and weight, min and max.
    private static bool IsSlip(string written, string meant)
    {
        if (!written.Where(char.IsDigit).SequenceEqual(meant.Where(char.IsDigit)))
            return false;
        if (written.Length != meant.Length)
            return true;
        var differ = Enumerable.Range(0, written.Length).Where(at => char.ToUpperInvariant(written[at]) != char.ToUpperInvariant(meant[at])).ToList();
        return differ switch
        {
            [var only] => only > 0,
            [var first, var second] => second == first + 1 && char.ToUpperInvariant(written[first]) == char.ToUpperInvariant(meant[second])
                && char.ToUpperInvariant(written[second]) == char.ToUpperInvariant(meant[first]),
            _ => true,
        };
    }

    private static bool IsCalled(SimpleNameSyntax name) =>
        (name.Parent is MemberAccessExpressionSyntax access && access.Name == name ? (SyntaxNode)access : name).Parent is InvocationExpressionSyntax;

    private static IEnumerable<ISymbol> Legal(Fault fault, SimpleNameSyntax name)
    {
        var position = name.SpanStart;
        var receiver = name.Parent switch
        {
            MemberAccessExpressionSyntax access when access.Name == name => access.Expression,
            QualifiedNameSyntax qualified when qualified.Right == name => qualified.Left,
            MemberBindingExpressionSyntax binding => binding.FirstAncestorOrSelf<ConditionalAccessExpressionSyntax>()?.Expression,
            _ => null,
        };
        if (receiver is null)
            return name.Parent is MemberBindingExpressionSyntax ? [] : fault.Id == "CS0246" ? fault.Model.LookupNamespacesAndTypes(position) : fault.Model.LookupSymbols(position);
        if (fault.SymbolOf(receiver) is INamespaceOrTypeSymbol container)
            return fault.Model.LookupSymbols(position, container).Where(member => member.IsStatic || member is INamespaceOrTypeSymbol);
        return fault.TypeOf(receiver) is { } type ? fault.Model.LookupSymbols(position, type, includeReducedExtensionMethods: true)
            .Where(member => !member.IsStatic || member is IMethodSymbol { ReducedFrom: not null }) : [];
    }
}
