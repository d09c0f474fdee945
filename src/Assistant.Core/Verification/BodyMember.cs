using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace Assistant.Core.Verification;

/// <summary>
/// Members that own executable code, in document order. Two trees with equal declarations have the same list, so a
/// member is found again by its place in it.
/// </summary>
internal static class BodyMember
{
    public static IEnumerable<SyntaxNode> In(SyntaxNode root) =>
        root.DescendantNodes(node => node is not (BlockSyntax or ArrowExpressionClauseSyntax or EqualsValueClauseSyntax or AttributeListSyntax))
            .Where(node => BodyOf(node) is not null);

    /// <summary>The block or expression that is executed; null for a node that owns none itself.</summary>
    public static SyntaxNode? BodyOf(SyntaxNode node) => node switch
    {
        BaseMethodDeclarationSyntax method => (SyntaxNode?)method.Body ?? method.ExpressionBody,
        AccessorDeclarationSyntax accessor => (SyntaxNode?)accessor.Body ?? accessor.ExpressionBody,
        PropertyDeclarationSyntax property => property.ExpressionBody,
        IndexerDeclarationSyntax indexer => indexer.ExpressionBody,
        _ => null,
    };

    /// <summary>Whether a stretch of a file lies in the body of a member.</summary>
    public static bool IsInBody(SyntaxNode root, TextSpan span) =>
        root.FindNode(span).AncestorsAndSelf().Any(node => BodyOf(node)?.Span.Contains(span) == true);

    /// <summary>Whether the compiler reports what is wrong in a member's body only when the whole project is asked (Roslyn 5.9).</summary>
    public static bool IsHiddenFromFile(SyntaxNode member) =>
        member.FirstAncestorOrSelf<MemberDeclarationSyntax>() is { } declaration and not MethodDeclarationSyntax
        && declaration.Modifiers.Any(SyntaxKind.PartialKeyword);

    private static bool IsPrimary(IMethodSymbol constructor, CancellationToken cancellationToken) =>
        constructor.DeclaringSyntaxReferences.Any(reference => reference.GetSyntax(cancellationToken) is TypeDeclarationSyntax);

    /// <summary>The method the compiler emits for a member's body.</summary>
    public static IMethodSymbol? SymbolOf(SemanticModel model, SyntaxNode member, CancellationToken cancellationToken) =>
        model.GetDeclaredSymbol(member, cancellationToken) switch
        {
            IMethodSymbol method => method.PartialImplementationPart ?? method,
            IPropertySymbol property => property.GetMethod?.PartialImplementationPart ?? property.GetMethod,
            _ => null,
        };

    /// <summary>
    /// Everything a file declares that the compiler emits for itself: methods with bodies, the constructors that initializers
    /// become part of, the program its top-level statements are, and the fields and properties that may be new.
    /// </summary>
    public static IEnumerable<ISymbol> SymbolsOf(SemanticModel model, CancellationToken cancellationToken)
    {
        var root = model.SyntaxTree.GetRoot(cancellationToken);
        var types = root.DescendantNodes(node => node is CompilationUnitSyntax or BaseNamespaceDeclarationSyntax or TypeDeclarationSyntax)
            .OfType<TypeDeclarationSyntax>()
            .Select(declaration => model.GetDeclaredSymbol(declaration, cancellationToken))
            .OfType<INamedTypeSymbol>();
        var program = root.ChildNodes().Any(node => node is GlobalStatementSyntax) && model.Compilation.GetEntryPoint(cancellationToken) is { } entry ? [entry] : Enumerable.Empty<ISymbol>();
        return types.SelectMany(type => type.GetMembers()).Where(member => IsEmitted(member, cancellationToken)).Concat(program);
    }

    private static bool IsEmitted(ISymbol member, CancellationToken cancellationToken) => member switch
    {
        IFieldSymbol or IPropertySymbol => true,
        // The implicit constructor of a struct is not emitted, and that which copies a record holds no initializer.
        IMethodSymbol { MethodKind: MethodKind.Constructor, IsImplicitlyDeclared: true } constructor => member.ContainingType.TypeKind == TypeKind.Class && constructor.Parameters.IsEmpty,
        IMethodSymbol { MethodKind: MethodKind.StaticConstructor, IsImplicitlyDeclared: true } => true,
        IMethodSymbol { MethodKind: MethodKind.Constructor } constructor when IsPrimary(constructor, cancellationToken) => true,
        IMethodSymbol method => method.DeclaringSyntaxReferences.Any(reference => reference.GetSyntax(cancellationToken) is var syntax && (syntax is ArrowExpressionClauseSyntax || BodyOf(syntax) is not null)),
        _ => false,
    };
}
