using Assistant.Core.Proposing.Rules.Names;
using Microsoft.CodeAnalysis;

namespace Assistant.Core.Context;

/// <summary>What a name that means nothing may have meant: symbols with that or a near name, with how far away it is.</summary>
/// <param name="model">Of the file.</param>
internal sealed class NearNames(SemanticModel model)
{
    // Of types and extension methods with the same name, in namespaces that are not imported.
    private const int MostElsewhere = 8;

    // What contains the whole word is farther away than a slip, and what shares words with it farther still.
    private const int Containing = 4;
    private const int Sharing = 5;

    /// <summary>The symbols, each with its distance: 0 is the same name.</summary>
    /// <param name="wrong">The name.</param>
    /// <param name="receivers">The types of the values at hand, for a name that has lost its receiver.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public IEnumerable<(ISymbol Symbol, int Distance)> Of(WrongName wrong, IReadOnlyCollection<ITypeSymbol> receivers, CancellationToken cancellationToken)
    {
        var found = wrong.IsMember ? OfReceiver(wrong, receivers, cancellationToken) : InScope(wrong, receivers);
        foreach (var (symbol, distance) in found.Concat(Elsewhere(wrong, cancellationToken)))
        {
            if (BoundNames.Declared(symbol) is { } declared)
                yield return (declared, distance);
        }
    }

    private static int Most(string name) => name.Length < 4 ? 1 : name.Length < 9 ? 2 : 3;

    private static int? Distance(string wrong, WordOverlap words, string name)
    {
        var most = Most(wrong);
        var distance = NameDistance.Between(wrong, name, most);
        return distance <= most ? distance
            : (wrong.Length > 3 && name.Contains(wrong, StringComparison.OrdinalIgnoreCase)) || (name.Length > 3 && wrong.Contains(name, StringComparison.OrdinalIgnoreCase)) ? Containing
            : words.Count > 1 && words.With(name) > words.Count / 2 ? Sharing
            : null;
    }

    private static IEnumerable<(ISymbol Symbol, int Distance)> Near(string wrong, IEnumerable<ISymbol> symbols)
    {
        var words = new WordOverlap(wrong);
        foreach (var symbol in symbols)
        {
            if (symbol.CanBeReferencedByName && Distance(wrong, words, symbol.Name) is { } distance)
                yield return (symbol, distance);
        }
    }

    // Where nothing is known of the receiver, its own name may be wrong: then the members have the names they had.
    private IEnumerable<(ISymbol Symbol, int Distance)> OfReceiver(WrongName wrong, IReadOnlyCollection<ITypeSymbol> receivers, CancellationToken cancellationToken) => wrong.Receiver is { } receiver
        ? Near(wrong.Name, model.LookupSymbols(wrong.Position, receiver, includeReducedExtensionMethods: true))
        : receivers.SelectMany(type => model.LookupSymbols(wrong.Position, type, wrong.Name, includeReducedExtensionMethods: true)).Take(MostElsewhere).Select(member => (member, 0))
            .Concat(model.Compilation.GetSymbolsWithName(wrong.Name, SymbolFilter.Member, cancellationToken).Where(member => IsAccessible(wrong, member)).Take(MostElsewhere).Select(member => (member, 1)));

    private IEnumerable<(ISymbol Symbol, int Distance)> InScope(WrongName wrong, IReadOnlyCollection<ITypeSymbol> receivers)
    {
        var visible = model.LookupSymbols(wrong.Position);
        foreach (var near in Near(wrong.Name, visible))
            yield return near;
        // It may have stood behind a dot.
        var atHand = receivers.ToHashSet<ITypeSymbol>(SymbolEqualityComparer.Default);
        foreach (var type in receivers.Concat(visible.OfType<INamedTypeSymbol>()).Take(4000))
        {
            foreach (var member in type.GetMembers(wrong.Name).Where(member => model.IsAccessible(wrong.Position, member)).Take(2))
                yield return (member, type.DeclaringSyntaxReferences.Length > 0 || atHand.Contains(type) ? 0 : 2);
        }

        foreach (var type in receivers)
        {
            foreach (var member in model.LookupSymbols(wrong.Position, type, wrong.Name, includeReducedExtensionMethods: true).Take(2))
                yield return (member, 0);
        }
    }

    private IEnumerable<(ISymbol Symbol, int Distance)> Elsewhere(WrongName wrong, CancellationToken cancellationToken)
    {
        var (types, methods) = (new List<ISymbol>(), new List<ISymbol>());
        foreach (var space in Namespaces(model.Compilation.GlobalNamespace))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (wrong.IsMember)
                methods.AddRange(space.GetTypeMembers().Where(type => type.MightContainExtensionMethods)
                    .SelectMany(type => type.GetMembers(wrong.Name)).Where(member => member is IMethodSymbol { IsExtensionMethod: true } && IsAccessible(wrong, member)));
            else
                types.AddRange(space.GetTypeMembers(wrong.Name).Concat(space.GetTypeMembers(wrong.Name + "Attribute")).Where(type => IsAccessible(wrong, type)));
        }

        if (!wrong.IsMember)
        {
            var words = new WordOverlap(wrong.Name);
            var near = model.Compilation.GetSymbolsWithName(name => Distance(wrong.Name, words, name) is > 0, SymbolFilter.Type, cancellationToken);
            foreach (var type in near.OrderBy(type => Distance(wrong.Name, words, type.Name)).ThenBy(type => type.Name, StringComparer.Ordinal).Take(MostElsewhere))
                yield return (type, Distance(wrong.Name, words, type.Name)!.Value);
        }

        foreach (var symbol in types.Concat(methods)
            .OrderByDescending(symbol => symbol.DeclaringSyntaxReferences.Length > 0).ThenBy(symbol => symbol.ContainingNamespace.ToDisplayString().Length)
            .ThenBy(symbol => symbol.ToDisplayString(), StringComparer.Ordinal).Take(MostElsewhere))
            yield return (symbol, 0);
    }

    private bool IsAccessible(WrongName wrong, ISymbol symbol) => model.IsAccessible(wrong.Position, symbol);

    private static IEnumerable<INamespaceSymbol> Namespaces(INamespaceSymbol root)
    {
        var waiting = new Stack<INamespaceSymbol>([root]);
        while (waiting.TryPop(out var space))
        {
            yield return space;
            foreach (var inner in space.GetNamespaceMembers())
                waiting.Push(inner);
        }
    }
}
