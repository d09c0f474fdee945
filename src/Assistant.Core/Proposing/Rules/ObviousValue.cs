using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Assistant.Core.Proposing.Rules;

/// <summary>What stands for "nothing" in a type that has such a value: the empty text, the empty list, zero, false.</summary>
internal static class ObviousValue
{
    /// <returns>Null where no value is obvious.</returns>
    public static string? Of(Fault fault, ITypeSymbol? type) => type switch
    {
        null => null,
        { SpecialType: SpecialType.System_String } => fault.Habits.EmptyText,
        { SpecialType: SpecialType.System_Boolean } => "false",
        { SpecialType: SpecialType.System_Double or SpecialType.System_Single or SpecialType.System_Decimal } => "0",
        { SpecialType: >= SpecialType.System_SByte and <= SpecialType.System_UInt64 } => "0",
        _ => EmptyCollection(fault, type),
    };

    /// <summary>An empty collection of a type, or null when it is none.</summary>
    public static string? EmptyCollection(Fault fault, ITypeSymbol type)
    {
        if (type is IArrayTypeSymbol { Rank: 1 } array)
            return fault.Language >= LanguageVersion.CSharp12 ? "[]" : $"{fault.NameOf("System.Array")}.Empty<{fault.NameOf(array.ElementType)}>()";
        if (type is not INamedTypeSymbol { TypeArguments.Length: > 0 } named || !named.AllInterfaces.Append(named).Any(face => face.SpecialType == SpecialType.System_Collections_IEnumerable))
            return null;
        var isKeyed = named.TypeArguments.Length == 2;
        if (named.TypeKind == TypeKind.Interface)
            return isKeyed ? fault.Language >= LanguageVersion.CSharp9 && named.Name == "IDictionary"
                ? $"new {fault.NameOf("System.Collections.Generic.Dictionary<TKey, TValue>").Split('<')[0]}<{string.Join(", ", named.TypeArguments.Select(fault.NameOf))}>()" : null
                : fault.Language >= LanguageVersion.CSharp12 ? "[]" : null;
        return named.TypeKind == TypeKind.Class && !named.IsAbstract && named.InstanceConstructors.Any(made => made.Parameters.IsEmpty && made.DeclaredAccessibility == Accessibility.Public)
            ? fault.Language >= LanguageVersion.CSharp12 && !isKeyed && named.GetMembers("Add").Length > 0 ? "[]"
                : fault.Language >= LanguageVersion.CSharp9 ? "new()" : $"new {fault.NameOf(named)}()"
            : null;
    }
}
