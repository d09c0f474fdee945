using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace Assistant.Cli.Pairs;

/// <summary>A symbol that a text names, by what tells it from others in a context: overloads are one.</summary>
/// <param name="Origin">Who wrote it: the solution, a package, or the base class library.</param>
/// <param name="Kind">Such as <c>member</c>.</param>
/// <param name="Type">Name of the type that declares it, or its own; empty for a namespace.</param>
/// <param name="Name">Its name; of a constructor its type's.</param>
internal sealed record NamedSymbol(SymbolOrigin Origin, string Kind, string Type, string Name);

/// <summary>
/// What a text names, bound by the compiler. It shares no code with what builds contexts: a measure must not see with the eyes of
/// what it measures.
/// </summary>
internal static class NamedSymbols
{
    /// <summary>Members, types and extension methods that a span of a document names and does not declare; without what every object has.</summary>
    public static async Task<HashSet<NamedSymbol>> InAsync(Document document, TextSpan span, CancellationToken cancellationToken)
    {
        var model = (await document.GetSemanticModelAsync(cancellationToken))!;
        var root = await model.SyntaxTree.GetRootAsync(cancellationToken);
        var named = new HashSet<NamedSymbol>();
        foreach (var node in root.DescendantNodes(span).Where(node => span.Contains(node.Span)))
        {
            if (node is not (SimpleNameSyntax or BaseObjectCreationExpressionSyntax or ElementAccessExpressionSyntax) || node is IdentifierNameSyntax { IsVar: true })
                continue;
            if (model.GetSymbolInfo(node, cancellationToken).Symbol is { } symbol && Of(symbol, model.SyntaxTree, span, node) is { } one)
                named.Add(one);
        }

        return named;
    }

    private static NamedSymbol? Of(ISymbol symbol, SyntaxTree tree, TextSpan span, SyntaxNode node)
    {
        var declared = symbol is IMethodSymbol { ReducedFrom: { } full } ? full : symbol is IAliasSymbol alias ? alias.Target : symbol.OriginalDefinition;
        if (declared.DeclaringSyntaxReferences.Any(reference => reference.SyntaxTree == tree && span.Contains(reference.Span)))
            return null;
        var from = OriginOf(declared);
        return declared switch
        {
            INamespaceSymbol { IsGlobalNamespace: false } space when node.FirstAncestorOrSelf<UsingDirectiveSyntax>() is { Name: var whole } && whole?.Span.End == node.Span.End =>
                new NamedSymbol(from, "namespace", "", space.ToDisplayString()),
            INamedTypeSymbol { SpecialType: SpecialType.None, TypeKind: not TypeKind.Error, IsTupleType: false } type => new NamedSymbol(from, "type", type.Name, type.Name),
            { ContainingType: { SpecialType: SpecialType.System_Object } or { IsTupleType: true } or { Name: nameof(ValueTuple) } } or IMethodSymbol { MethodKind: MethodKind.Constructor, IsImplicitlyDeclared: true } => null,
            IMethodSymbol { MethodKind: MethodKind.Constructor } => new NamedSymbol(from, "constructor", declared.ContainingType.Name, declared.ContainingType.Name),
            IMethodSymbol { MethodKind: MethodKind.LocalFunction or MethodKind.AnonymousFunction } => null,
            IMethodSymbol { IsExtensionMethod: true } => new NamedSymbol(from, "extension", declared.ContainingType.Name, declared.Name),
            IMethodSymbol or IPropertySymbol or IFieldSymbol or IEventSymbol when declared.ContainingType is { IsTupleType: false, IsAnonymousType: false } type => new NamedSymbol(from, "member", type.Name, declared.Name),
            _ => null,
        };
    }

    // A namespace is of the solution where any of it is; its assembly is null then, or that of the solution.
    private static SymbolOrigin OriginOf(ISymbol symbol) => symbol switch
    {
        { DeclaringSyntaxReferences.Length: > 0 } => SymbolOrigin.Solution,
        INamespaceSymbol space => space.ConstituentNamespaces.Any(one => one.ContainingAssembly is { } assembly && !IsBaseLibrary(assembly.Name)) ? SymbolOrigin.Package : SymbolOrigin.BaseLibrary,
        { ContainingAssembly: { } assembly } when IsBaseLibrary(assembly.Name) => SymbolOrigin.BaseLibrary,
        _ => SymbolOrigin.Package,
    };

    // The assemblies of Microsoft.NETCore.App and their fronts for older targets.
    private static bool IsBaseLibrary(string assembly) =>
        assembly is "System" or "mscorlib" or "netstandard" or "WindowsBase" or "Microsoft.CSharp" or "Microsoft.VisualBasic" or "Microsoft.VisualBasic.Core"
        || assembly.StartsWith("System.", StringComparison.Ordinal) || assembly.StartsWith("Microsoft.Win32.", StringComparison.Ordinal);
}
