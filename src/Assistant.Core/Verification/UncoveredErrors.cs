using Assistant.Core.Edits;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Assistant.Core.Verification;

/// <summary>
/// Tells whether a new error was there before, hidden: the compiler says nothing of an expression whose type it does not
/// know, so the right repair of <c>Lits&lt;int&gt; x</c> brings the errors of its uses to light.
/// </summary>
internal static class UncoveredErrors
{
    /// <param name="changes">The repair.</param>
    /// <param name="before">The compilation before the repair.</param>
    /// <param name="error">A new error in the compilation after it.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public static bool WasHidden(ChangeSet changes, CSharpCompilation before, Diagnostic error, CancellationToken cancellationToken)
    {
        if (error.Location.SourceTree is not { } newTree
            || before.SyntaxTrees.FirstOrDefault(tree => tree.FilePath == newTree.FilePath) is not { } oldTree)
            return false;
        var position = changes.OldPosition(error.Location);
        var root = oldTree.GetRoot(cancellationToken);
        if (root.FullSpan.Length == 0)
            return false;
        var place = root.FindToken(Math.Min(position, root.FullSpan.End - 1)).Parent?
            .AncestorsAndSelf().FirstOrDefault(node => node is StatementSyntax and not BlockSyntax or MemberDeclarationSyntax or AccessorDeclarationSyntax);
        if (place is null)
            return false;
        if (place.ContainsDiagnostics)
            return true;
        var model = before.GetSemanticModel(oldTree);
        return place.DescendantNodesAndSelf(node => node == place || node is not (BlockSyntax or MemberDeclarationSyntax))
            .OfType<ExpressionSyntax>()
            .Any(expression => HasNoKnownType(model, expression, cancellationToken));
    }

    private static bool HasNoKnownType(SemanticModel model, ExpressionSyntax expression, CancellationToken cancellationToken)
    {
        var type = model.GetTypeInfo(expression, cancellationToken).Type;
        return IsUnknown(type) || IsUnknown((model.GetSymbolInfo(expression, cancellationToken).Symbol as ILocalSymbol)?.Type);
    }

    private static bool IsUnknown(ITypeSymbol? type) => type switch
    {
        null => false,
        IErrorTypeSymbol => true,
        IArrayTypeSymbol array => IsUnknown(array.ElementType),
        INamedTypeSymbol named => named.TypeArguments.Any(IsUnknown),
        _ => false,
    };
}
