using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace Assistant.Core.Testing;

/// <summary>Which members stand at a place of a file.</summary>
internal static class MembersAt
{
    /// <summary>Whether a node is a member that holds no other members.</summary>
    public static bool IsLeaf(SyntaxNode node) => node is BaseMethodDeclarationSyntax or BasePropertyDeclarationSyntax or BaseFieldDeclarationSyntax
        or EnumMemberDeclarationSyntax or DelegateDeclarationSyntax or GlobalStatementSyntax;

    /// <summary>The leaves that a stretch of a file reaches into.</summary>
    public static IEnumerable<SyntaxNode> Leaves(SyntaxNode root, TextSpan span) => root
        .DescendantNodes(node => !IsLeaf(node) && (node.FullSpan.IntersectsWith(span) || node is CompilationUnitSyntax))
        .Where(node => IsLeaf(node) && (span.IsEmpty ? node.Span.Start < span.Start && span.Start < node.Span.End : node.Span.OverlapsWith(span)));

    /// <summary>What a leaf or a type declares.</summary>
    public static IEnumerable<ISymbol> Declared(SemanticModel model, SyntaxNode node, CancellationToken cancellationToken) => node switch
    {
        BaseFieldDeclarationSyntax field => field.Declaration.Variables.Select(variable => model.GetDeclaredSymbol(variable, cancellationToken)).OfType<ISymbol>(),
        GlobalStatementSyntax => model.Compilation.GetEntryPoint(cancellationToken) is { } entry ? [entry] : [],
        _ => model.GetDeclaredSymbol(node, cancellationToken) is { } symbol ? [symbol] : [],
    };

    /// <summary>The leaf or type around a place; null for what belongs to none, as a using does.</summary>
    public static SyntaxNode? Around(SyntaxNode root, TextSpan span) =>
        root.FindNode(span, getInnermostNodeForTie: true).AncestorsAndSelf().FirstOrDefault(node => IsLeaf(node) || node is BaseTypeDeclarationSyntax);
}
