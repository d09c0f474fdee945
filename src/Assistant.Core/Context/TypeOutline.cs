using System.Text;
using Microsoft.CodeAnalysis;

namespace Assistant.Core.Context;

/// <summary>
/// The containing type without bodies. It says nothing that depends on which of its members is asked about, so that a model which
/// has read it for one need not read it again for the next.
/// </summary>
internal static class TypeOutline
{
    private const string Between = ", ";
    private const string Closing = "\n// also \n}";

    // More of the same name are told by the first.
    private const int MostOverloads = 3;

    /// <summary>The outline of a type.</summary>
    /// <param name="type">The type.</param>
    /// <param name="most">The most tokens it may have.</param>
    /// <returns>Its text, and the members it names; no text where not even the head fits.</returns>
    public static (string Text, IReadOnlySet<ISymbol> Members) Of(INamedTypeSymbol type, int most)
    {
        var head = $"{SignatureText.HeadOf(type)}{SignatureText.BasesOf(type)} {{";
        var groups = type.GetMembers().Where(IsWritten).GroupBy(member => member.Name, StringComparer.Ordinal).ToList();
        var told = new HashSet<ISymbol>(SymbolEqualityComparer.Default);
        var letters = (most * TokenEstimate.LettersPerToken) - head.Length - Closing.Length;
        if (letters < 0)
            return ("", told);
        // Names first, since a model that knows a name can use it; then signatures as far as they fit: state before behaviour, what
        // every member of the type may touch. Of many overloads the first alone.
        var named = new HashSet<string>(StringComparer.Ordinal);
        foreach (var name in groups.Where(group => group.First().CanBeReferencedByName).Select(group => group.Key))
        {
            if (letters < name.Length + Between.Length)
                break;
            named.Add(name);
            letters -= name.Length + Between.Length;
        }

        var signatures = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var group in groups.OrderBy(group => OrderOf(group.First())))
        {
            var (all, first) = (string.Join('\n', group.Select(SignatureText.Of)), SignatureText.Of(group.First()) + (group.Count() > 1 ? $" // and {group.Count() - 1} more" : ""));
            var returned = named.Contains(group.Key) ? group.Key.Length + Between.Length : 0;
            var text = group.Count() <= MostOverloads && all.Length + 1 - returned <= letters ? all : first;
            if (text.Length + 1 - returned > letters)
                continue;
            signatures[group.Key] = text;
            letters -= text.Length + 1 - returned;
        }

        var lines = new StringBuilder(head);
        foreach (var group in groups.Where(group => signatures.ContainsKey(group.Key)))
            lines.Append('\n').Append(signatures[group.Key]);
        foreach (var group in groups.Where(group => signatures.ContainsKey(group.Key) || named.Contains(group.Key)))
            told.UnionWith(group);
        var names = groups.Select(group => group.Key).Where(name => named.Contains(name) && !signatures.ContainsKey(name)).ToList();
        if (names.Count > 0)
            lines.Append("\n// also ").AppendJoin(", ", names);
        return (lines.Append("\n}").ToString(), told);
    }

    private static bool IsWritten(ISymbol member) => member is { IsImplicitlyDeclared: false } and (IFieldSymbol or IPropertySymbol or IEventSymbol or INamedTypeSymbol
        or IMethodSymbol { MethodKind: MethodKind.Ordinary or MethodKind.Constructor or MethodKind.ExplicitInterfaceImplementation });

    private static int OrderOf(ISymbol member) => member switch
    {
        IFieldSymbol => 0,
        IPropertySymbol => 1,
        IEventSymbol => 2,
        IMethodSymbol { MethodKind: MethodKind.Constructor } => 3,
        INamedTypeSymbol => 5,
        _ => 4,
    };
}
