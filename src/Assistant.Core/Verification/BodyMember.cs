using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

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

    /// <summary>Whether the compiler reports what is wrong in a member's body only when the whole project is asked (Roslyn 5.9).</summary>
    public static bool IsHiddenFromFile(SyntaxNode member) =>
        member.FirstAncestorOrSelf<MemberDeclarationSyntax>() is { } declaration and not MethodDeclarationSyntax
        && declaration.Modifiers.Any(SyntaxKind.PartialKeyword);

    /// <summary>The method the compiler emits for a member's body.</summary>
    public static IMethodSymbol? SymbolOf(SemanticModel model, SyntaxNode member, CancellationToken cancellationToken) =>
        model.GetDeclaredSymbol(member, cancellationToken) switch
        {
            IMethodSymbol method => method.PartialImplementationPart ?? method,
            IPropertySymbol property => property.GetMethod?.PartialImplementationPart ?? property.GetMethod,
            _ => null,
        };
}
