using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace Assistant.Core.Completion;

/// <summary>What the declaration of a name says of how likely it is meant, where nobody has used it yet.</summary>
internal static class Signatures
{
    /// <summary>Whether its author has it used no longer, or not shown.</summary>
    public static bool IsHidden(ISymbol symbol) => symbol.GetAttributes().Any(attribute => attribute switch
    {
        { AttributeClass.Name: nameof(ObsoleteAttribute) } => true,
        { AttributeClass.Name: "EditorBrowsableAttribute", ConstructorArguments: [{ Value: 1 }] } => true,
        _ => false,
    });

    /// <summary>How many arguments the simplest of its overloads wants; none where it is no method.</summary>
    public static int Required(ISymbol symbol) => symbol switch
    {
        IMethodSymbol { MethodKind: MethodKind.Ordinary, ContainingType: { } type } method => type.GetMembers(method.Name).OfType<IMethodSymbol>().Min(overload => Wanted(overload.Parameters)),
        IMethodSymbol method => Wanted(method.Parameters),
        _ => 0,
    };

    private static int Wanted(ImmutableArray<IParameterSymbol> parameters) => parameters.Count(parameter => !parameter.IsOptional && !parameter.IsParams);
}
