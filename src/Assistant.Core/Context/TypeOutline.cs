using System.Text;
using Microsoft.CodeAnalysis;

namespace Assistant.Core.Context;

/// <summary>
/// The containing type without bodies. It says nothing that depends on which of its members is asked about, so that a model which
/// has read it for one need not read it again for the next.
/// </summary>
internal static class TypeOutline
{
    // Of the letters it may take, what whole signatures may have; names alone need the rest.
    private const double Whole = 0.75;

    /// <summary>The outline of a type.</summary>
    /// <param name="type">The type.</param>
    /// <param name="most">The most tokens it may have.</param>
    /// <returns>Its text, and the members it names; no text where not even the head fits.</returns>
    public static (string Text, IReadOnlySet<ISymbol> Members) Of(INamedTypeSymbol type, int most)
    {
        var head = $"{SignatureText.HeadOf(type)}{SignatureText.BasesOf(type)} {{";
        var members = type.GetMembers().Where(IsWritten).ToList();
        var told = new HashSet<ISymbol>(SymbolEqualityComparer.Default);
        var chosen = new Dictionary<string, string>(StringComparer.Ordinal);
        var letters = most * TokenEstimate.LettersPerToken;
        var taken = head.Length + 2.0;
        if (taken > letters)
            return ("", told);
        // State before behaviour, constructors between: what every member of the type may touch. Of overloads the first alone.
        foreach (var group in members.GroupBy(member => member.Name, StringComparer.Ordinal).OrderBy(group => OrderOf(group.First())))
        {
            var whole = string.Join('\n', group.Select(SignatureText.Of));
            var first = SignatureText.Of(group.First()) + (group.Count() > 1 ? $" // and {group.Count() - 1} more" : "");
            var limit = letters * Whole;
            if ((taken + whole.Length <= limit && group.Count() <= 3 ? whole : taken + first.Length <= limit ? first : null) is not { } text)
                continue;
            chosen[group.Key] = text;
            taken += text.Length + 1;
        }

        var lines = new StringBuilder(head);
        var names = new List<string>();
        foreach (var name in members.Select(member => member.Name).Distinct(StringComparer.Ordinal))
        {
            if (chosen.TryGetValue(name, out var text))
                lines.Append('\n').Append(text);
            else if (members.First(member => member.Name == name).CanBeReferencedByName && (taken += name.Length + 2) + 8 <= letters)
                names.Add(name);
            else
                continue;
            told.UnionWith(members.Where(member => member.Name == name));
        }

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
