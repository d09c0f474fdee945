using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Assistant.Core.Completion;

/// <summary>What speaks for a name at a caret and what against it, as numbers.</summary>
internal sealed class NameFeatures
{
    /// <summary>What the numbers are, in order.</summary>
    public static readonly ImmutableArray<string> Labels =
    [
        "anywhere", "after one", "after two", "after most", "near", "is near",
        "local", "parameter", "own", "of source", "method", "extension", "extension of text", "type", "type of source", "namespace", "of every object",
        "same type", "converts", "other type", "gives nothing",
        "like in a word", "like in the last word", "like",
        "method of a statement", "inherited",
    ];

    // What was never seen may come all the same.
    private const double Least = 1e-5;

    private const double Unused = 1e-6;

    private readonly CSharpCompilation compilation;
    private readonly ImmutableArray<ITypeSymbol> expected;
    private readonly ImmutableArray<ImmutableArray<string>> wanted;
    private readonly INamedTypeSymbol? enclosing;
    private readonly ITypeSymbol? receiver;
    private readonly bool isStatement;

    /// <param name="model">Of the text with the caret in it.</param>
    /// <param name="before">The token in front of the name.</param>
    /// <param name="caret">Where the name begins, in UTF-16 units.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public NameFeatures(SemanticModel model, SyntaxToken before, int caret, CancellationToken cancellationToken)
    {
        compilation = (CSharpCompilation)model.Compilation;
        var left = before;
        // A member is wanted where its receiver stands.
        while (left.Parent is MemberAccessExpressionSyntax or QualifiedNameSyntax && left.IsKind(SyntaxKind.DotToken))
            left = left.Parent.GetFirstToken().GetPreviousToken();
        expected = ExpectedType.At(model, left, caret, cancellationToken);
        wanted = WantedNames.At(model, left, caret, cancellationToken);
        enclosing = model.GetEnclosingSymbol(caret, cancellationToken) is var symbol ? symbol as INamedTypeSymbol ?? symbol?.ContainingType : null;
        receiver = before.Parent is MemberAccessExpressionSyntax member ? model.GetTypeInfo(member.Expression, cancellationToken).Type : null;
        Prospect = new Prospect(compilation, expected, NamePlaces.Behind(left, model, cancellationToken));
        isStatement = left.Kind() is SyntaxKind.SemicolonToken or SyntaxKind.OpenBraceToken or SyntaxKind.CloseBraceToken;
    }

    /// <summary>Says which names can become what is wanted.</summary>
    public Prospect Prospect { get; }

    /// <summary>The types that are wanted.</summary>
    public ImmutableArray<ITypeSymbol> Expected => expected;

    /// <summary>The numbers of a name.</summary>
    /// <param name="name">The name.</param>
    /// <param name="evidence">What the user's code says.</param>
    /// <param name="at">Of which of its tokens.</param>
    /// <param name="features">Takes them, in the order of <see cref="Labels"/>.</param>
    public void Read(LegalName name, UsageEvidence evidence, int at, Span<double> features)
    {
        var symbol = name.Symbol;
        var isExtension = symbol is IMethodSymbol { MethodKind: MethodKind.ReducedExtension };
        var isOfSource = !symbol.DeclaringSyntaxReferences.IsEmpty;
        var type = TypeOf(symbol);
        // Of the thousands of types that nobody uses none is looked at closely.
        var isUnused = evidence.Anywhere[at] < Unused && symbol is INamespaceOrTypeSymbol && !isOfSource;
        var fit = isUnused ? Fit.Unknown : FitOf(type);
        var like = isUnused ? WantedNames.Likeness.None : WantedNames.Of(wanted, name.Name);
        static double One(bool holds) => holds ? 1 : 0;
        ReadOnlySpan<double> values =
        [
            Math.Log(evidence.Anywhere[at] + Least), Math.Log(evidence.AfterOne[at] + Least), Math.Log(evidence.AfterTwo[at] + Least), Math.Log(evidence.AfterMost[at] + Least),
            Math.Log(evidence.Near[at] + 0.01), One(evidence.Near[at] > 0),
            One(symbol is ILocalSymbol or IRangeVariableSymbol), One(symbol is IParameterSymbol), One(enclosing is not null && SymbolEqualityComparer.Default.Equals(symbol.ContainingType, enclosing)), One(isOfSource),
            One(symbol is IMethodSymbol), One(isExtension), One(isExtension && receiver?.SpecialType == SpecialType.System_String), One(symbol is INamedTypeSymbol), One(symbol is INamedTypeSymbol && isOfSource), One(symbol is INamespaceSymbol), One(IsOfEveryObject(symbol)),
            One(fit == Fit.Same), One(fit == Fit.Converts), One(fit == Fit.Other), One(type?.SpecialType == SpecialType.System_Void && !isStatement),
            One(like == WantedNames.Likeness.Word), One(like == WantedNames.Likeness.LastWord), One(like == WantedNames.Likeness.Whole),
            One(symbol is IMethodSymbol && isStatement), One(receiver is not null && !isExtension && !SymbolEqualityComparer.Default.Equals(symbol.ContainingType?.OriginalDefinition, receiver.OriginalDefinition)),
        ];
        values.CopyTo(features);
    }

    /// <summary>The type of what a symbol gives; null where it gives nothing that has one.</summary>
    public static ITypeSymbol? TypeOf(ISymbol symbol) => symbol switch
    {
        ILocalSymbol local => local.Type,
        IParameterSymbol parameter => parameter.Type,
        IFieldSymbol field => field.Type,
        IPropertySymbol property => property.Type,
        IMethodSymbol method => method.ReturnType,
        INamedTypeSymbol type => type,
        _ => null,
    };

    private enum Fit
    {
        Unknown,
        Same,
        Converts,
        Other,
    }

    private Fit FitOf(ITypeSymbol? type)
    {
        if (expected.IsEmpty || type is null)
            return Fit.Unknown;
        if (expected.Any(wanted => SymbolEqualityComparer.Default.Equals(type, wanted)))
            return Fit.Same;
        return expected.Any(wanted => compilation.ClassifyConversion(type, wanted) is { Exists: true, IsImplicit: true }) ? Fit.Converts : Fit.Other;
    }

    private static bool IsOfEveryObject(ISymbol symbol)
    {
        var declared = symbol;
        while (declared is IMethodSymbol { OverriddenMethod: { } overridden })
            declared = overridden;
        // What a record makes for itself is meant as seldom.
        return declared.ContainingType?.SpecialType is SpecialType.System_Object or SpecialType.System_ValueType or SpecialType.System_Enum
            || (symbol is IMethodSymbol && symbol.Name is nameof(Equals) or nameof(GetHashCode) or nameof(ToString) or "Deconstruct" or "CompareTo");
    }
}
