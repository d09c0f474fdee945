using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Assistant.Core.Completion;

/// <summary>What is known of a name before any code has used it: what sort of thing it means, and whether it is of a type that is wanted.</summary>
/// <param name="compilation">Knows which type becomes which.</param>
/// <param name="expected">The types that are wanted; none where nothing tells.</param>
internal sealed class Plausibility(CSharpCompilation compilation, ImmutableArray<ITypeSymbol> expected)
{
    /// <summary>What is known at a caret.</summary>
    /// <param name="model">Of the text with the caret in it.</param>
    /// <param name="left">The token in front of the name.</param>
    /// <param name="caret">In UTF-16 units.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public static Plausibility At(SemanticModel model, SyntaxToken left, int caret, CancellationToken cancellationToken)
    {
        // A member is wanted where its receiver stands.
        while (left.Parent is MemberAccessExpressionSyntax access && access.OperatorToken == left)
            left = access.GetFirstToken().GetPreviousToken();
        return new Plausibility((CSharpCompilation)model.Compilation, ExpectedType.At(model, left, caret, cancellationToken));
    }

    // What is of another type may lead to one that is right.
    private const double OfAnotherType = 0.25;

    // What every object has is called on few of them.
    private const double OfEveryObject = 0.15;

    /// <summary>How much is to be thought of a name that was never used, beside others.</summary>
    public static double Prior(ISymbol symbol) => symbol switch
    {
        ILocalSymbol or IRangeVariableSymbol => 12,
        IParameterSymbol => 10,
        _ when IsOfEveryObject(symbol) => 0.1,
        INamespaceSymbol => 0.1,
        IMethodSymbol { MethodKind: MethodKind.ReducedExtension } => 0.4,
        INamedTypeSymbol => symbol.Locations.Any(location => location.IsInSource) ? 1 : 0.05,
        _ => symbol.Locations.Any(location => location.IsInSource) ? 3 : 1,
    };

    /// <summary>What its use elsewhere is worth here.</summary>
    public double Fit(ISymbol symbol) => (IsOfEveryObject(symbol) ? OfEveryObject : 1) * (IsOfWantedType(symbol) ? 1 : OfAnotherType);

    private bool IsOfWantedType(ISymbol symbol) => expected.IsEmpty || TypeOf(symbol) is not { } type
        || expected.Any(wanted => compilation.ClassifyConversion(type, wanted) is { Exists: true, IsImplicit: true });

    private static bool IsOfEveryObject(ISymbol symbol)
    {
        var declared = symbol;
        while (declared is IMethodSymbol { OverriddenMethod: { } overridden })
            declared = overridden;
        return declared.ContainingType?.SpecialType is SpecialType.System_Object or SpecialType.System_ValueType or SpecialType.System_Enum;
    }

    private static ITypeSymbol? TypeOf(ISymbol symbol) => symbol switch
    {
        ILocalSymbol local => local.Type,
        IParameterSymbol parameter => parameter.Type,
        IFieldSymbol field => field.Type,
        IPropertySymbol property => property.Type,
        IMethodSymbol method => method.ReturnType,
        _ => null,
    };
}
