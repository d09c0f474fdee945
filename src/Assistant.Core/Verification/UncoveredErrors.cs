using Assistant.Core.Edits;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace Assistant.Core.Verification;

/// <summary>
/// Tells whether a new error was there before, hidden: the compiler says nothing of an expression whose type it does not
/// know, so the right repair of <c>Lits&lt;int&gt; x</c> brings the errors of its uses to light.
/// </summary>
internal static class UncoveredErrors
{
    // Reported at the name of a base type, but of the members that the type lacks: an unknown base hid them.
    private static readonly string[] UnimplementedIds = ["CS0534", "CS0535", "CS0736", "CS0737", "CS0738"];

    /// <param name="changes">The repair.</param>
    /// <param name="before">The compilation before the repair.</param>
    /// <param name="error">A new error in the compilation after it.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public static bool WasHidden(ChangeSet changes, CSharpCompilation before, Diagnostic error, CancellationToken cancellationToken)
    {
        if (error.Location.SourceTree is not { } newTree
            || before.SyntaxTrees.FirstOrDefault(tree => tree.FilePath == newTree.FilePath) is not { } oldTree)
            return false;
        // What the repair itself wrote cannot have been hidden: an error of that very token is the repair's own.
        if (!UnimplementedIds.Contains(error.Id) && changes.Files.FirstOrDefault(file => file.FullPath == newTree.FilePath) is { } change
            && change.Pieces.Any(piece => WholeTokens(newTree.GetRoot(cancellationToken), piece.New).Contains(error.Location.SourceSpan)))
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

    private static TextSpan WholeTokens(SyntaxNode root, TextSpan span)
    {
        var last = Math.Max(0, root.FullSpan.End - 1);
        return TextSpan.FromBounds(root.FindToken(Math.Min(span.Start, last)).SpanStart, root.FindToken(Math.Min(Math.Max(span.Start, span.End - 1), last)).Span.End);
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
