using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Assistant.Core.Completion;

/// <summary>
/// Whether a name can become what is wanted at a caret: it is of the wanted type, or goes on, by one member, to something that
/// is. What cannot is no error, for it may go on further; it only comes last.
/// </summary>
/// <param name="compilation">Of the file.</param>
/// <param name="expected">The types that are wanted; none where any will do.</param>
/// <param name="place">What sort of name is wanted.</param>
internal sealed class Prospect(CSharpCompilation compilation, ImmutableArray<ITypeSymbol> expected, NamePlace place)
{
    private readonly Dictionary<(ITypeSymbol Type, bool IsStatic), bool> known = [];

    /// <summary>Whether a symbol has one.</summary>
    public bool Of(ISymbol symbol)
    {
        // Anything can be compared, a method converted, a sequence queried.
        if (expected.IsEmpty || symbol is INamespaceSymbol)
            return true;
        if (symbol is INamedTypeSymbol named)
        {
            return place switch
            {
                NamePlace.Type or NamePlace.Created or NamePlace.Base => Fits(named) || NamePlaces.HasNested(named),
                NamePlace.Pattern => compilation.ClassifyCommonConversion(named, expected[0]).Exists || compilation.ClassifyCommonConversion(expected[0], named).Exists || Leads(named, isStatic: true),
                _ => (named.TypeKind == TypeKind.Enum && Fits(named)) || Leads(named, isStatic: true),
            };
        }

        return NameFeatures.TypeOf(symbol) is not { } type || (symbol is IMethodSymbol && expected.Any(wanted => wanted.TypeKind == TypeKind.Delegate))
            || (type.SpecialType != SpecialType.System_Void && (expected.Any(wanted => wanted.SpecialType == SpecialType.System_Boolean) || Fits(type) || Leads(type, isStatic: false)));
    }

    /// <summary>Whether a value of a type is what is wanted.</summary>
    public bool IsWanted(ITypeSymbol type) => !expected.IsEmpty && place is NamePlace.Any or NamePlace.Pattern && Fits(type);

    /// <summary>Whether values are matched there, and not made.</summary>
    public bool IsPattern => place == NamePlace.Pattern;

    /// <summary>Whether any name may stand there.</summary>
    public bool IsAnywhere => place == NamePlace.Any;

    private bool Fits(ITypeSymbol type) => type is IErrorTypeSymbol or ITypeParameterSymbol || expected.Any(wanted => compilation.ClassifyConversion(type, wanted) is { Exists: true, IsImplicit: true }
        || (type is INamedTypeSymbol { Arity: > 0 } && Origins(type).Contains(wanted.OriginalDefinition, SymbolEqualityComparer.Default)));

    private static IEnumerable<ISymbol> Origins(ITypeSymbol type)
    {
        for (var at = type; at is not null; at = at.BaseType)
            yield return at.OriginalDefinition;
        foreach (var one in type.AllInterfaces)
            yield return one.OriginalDefinition;
    }

    private bool Leads(ITypeSymbol type, bool isStatic)
    {
        if (!known.TryGetValue((type, isStatic), out var leads))
            known[(type, isStatic)] = leads = (!isStatic && IsSequence(type)) || Members(type).Any(member => member.IsStatic == isStatic && Gives(member));
        return leads;
    }

    private static bool IsSequence(ITypeSymbol type) => type.SpecialType != SpecialType.System_String
        && type.AllInterfaces.Append(type).Any(one => one.OriginalDefinition.SpecialType == SpecialType.System_Collections_Generic_IEnumerable_T);

    private static IEnumerable<ISymbol> Members(ITypeSymbol type)
    {
        for (var at = type; at is not null && at.SpecialType != SpecialType.System_Object; at = at.BaseType)
        {
            foreach (var member in at.GetMembers().Where(member => member.DeclaredAccessibility != Accessibility.Private))
                yield return member;
        }

        foreach (var member in type.TypeKind == TypeKind.Interface ? type.AllInterfaces.SelectMany(one => one.GetMembers()) : [])
            yield return member;
    }

    // Every object has a number, which is hardly ever meant; a text of it is.
    private bool Gives(ISymbol member) => member switch
    {
        INamedTypeSymbol => true,
        IMethodSymbol { MethodKind: not MethodKind.Ordinary } or IMethodSymbol { Name: nameof(GetHashCode) or "CompareTo" or nameof(Equals) } => false,
        _ => NameFeatures.TypeOf(member) is { } type && type.SpecialType != SpecialType.System_Void && Fits(type),
    };
}
