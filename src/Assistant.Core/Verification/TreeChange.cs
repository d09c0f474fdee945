using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace Assistant.Core.Verification;

/// <summary>How far a change of one file can be felt, nearest first.</summary>
internal enum Reach
{
    /// <summary>Comments and white space.</summary>
    Trivia,

    /// <summary>Documentation comments: what the compiler says of them stands in the same file.</summary>
    Documentation,

    /// <summary>Bodies whose diagnostics all stand in the same file, except for those of lowering.</summary>
    Bodies,

    /// <summary>Anything else: the whole project and what depends on it is asked.</summary>
    Declarations,
}

/// <summary>The difference of two trees of one file. Where a rule below is not sure, the answer is <see cref="Reach.Declarations"/>.</summary>
/// <param name="Reach">How far the change can be felt.</param>
/// <param name="Members">For <see cref="Reach.Bodies"/>: places in <see cref="BodyMember.In"/> of the members that changed.</param>
internal sealed record TreeChange(Reach Reach, ImmutableArray<int> Members)
{
    public static readonly TreeChange Far = new(Reach.Declarations, []);

    public static TreeChange Between(SyntaxTree before, SyntaxTree after, ImmutableArray<(TextSpan Old, TextSpan New)> pieces, BodyLeaks leaks, CSharpCompilation compilation, CancellationToken cancellationToken)
    {
        var oldRoot = before.GetRoot(cancellationToken);
        var newRoot = after.GetRoot(cancellationToken);
        if (!SyntaxFactory.AreEquivalent(before, after, topLevel: true) || oldRoot.ChildNodes().Any(node => node is GlobalStatementSyntax))
            return Far;
        // Binding a file is silent about the bodies of partial properties, indexers, events and constructors.
        if (BodyMember.In(newRoot).Any(BodyMember.IsHiddenFromFile))
            return Far;
        var oldSpans = pieces.Select(piece => piece.Old);
        var newSpans = pieces.Select(piece => piece.New);
        if (TouchesDirective(oldRoot, oldSpans) || TouchesDirective(newRoot, newSpans))
            return Far;
        if (SyntaxFactory.AreEquivalent(before, after, topLevel: false))
        {
            List<SyntaxTrivia> documentation = [.. Documentation(oldRoot, oldSpans), .. Documentation(newRoot, newSpans)];
            return documentation.Exists(IsOfPart) ? Far : new TreeChange(documentation.Count > 0 ? Reach.Documentation : Reach.Trivia, []);
        }

        // The two lists pair up because the declarations are equivalent.
        var changed = BodyMember.In(oldRoot).Zip(BodyMember.In(newRoot))
            .Select((pair, index) => (Old: pair.First, New: pair.Second, Index: index))
            .Where(pair => !SyntaxFactory.AreEquivalent(BodyMember.BodyOf(pair.Old)!, BodyMember.BodyOf(pair.New)!))
            .ToList();
        if (!InitializersAgree(oldRoot, newRoot) || changed.Exists(pair => leaks.CanLeave(pair.Old, pair.New, compilation, cancellationToken)))
            return Far;
        return new TreeChange(Reach.Bodies, [.. changed.Select(pair => pair.Index)]);
    }

    // A directive outside of every changed stretch keeps its place among the unchanged tokens. Text that a directive disables
    // is no different from a comment, as long as the directives around it and in it stay.
    private static bool TouchesDirective(SyntaxNode root, IEnumerable<TextSpan> spans) =>
        root.ContainsDirectives && Touched(root, spans).Any(trivia => trivia.IsDirective);

    private static IEnumerable<SyntaxTrivia> Documentation(SyntaxNode root, IEnumerable<TextSpan> spans) =>
        Touched(root, spans).Where(trivia => trivia.HasStructure);

    private static IEnumerable<SyntaxTrivia> Touched(SyntaxNode root, IEnumerable<TextSpan> spans) =>
        spans.SelectMany(span => root.DescendantTrivia(new TextSpan(Math.Max(0, span.Start - 1), Math.Min(root.FullSpan.End, span.End + 1) - Math.Max(0, span.Start - 1)))
            .Where(trivia => trivia.FullSpan.IntersectsWith(span)));

    // The parts of a type or member share one documentation: where this part loses it, another part is without it (CS1591).
    private static bool IsOfPart(SyntaxTrivia documentation) =>
        documentation.Token.Parent?.FirstAncestorOrSelf<MemberDeclarationSyntax>()?.Modifiers.Any(SyntaxKind.PartialKeyword) == true;

    // Initializers are emitted into constructors of any part of the type; there is no one method to lower.
    private static bool InitializersAgree(SyntaxNode oldRoot, SyntaxNode newRoot)
    {
        static IEnumerable<SyntaxNode> Initializers(SyntaxNode root) =>
            root.DescendantNodes(node => node is not (BlockSyntax or ArrowExpressionClauseSyntax or EqualsValueClauseSyntax))
                .Where(node => node is EqualsValueClauseSyntax or ConstructorInitializerSyntax or PrimaryConstructorBaseTypeSyntax);
        return Initializers(oldRoot).SequenceEqual(Initializers(newRoot), EquivalentNodes.Instance);
    }

    private sealed class EquivalentNodes : IEqualityComparer<SyntaxNode>
    {
        public static readonly EquivalentNodes Instance = new();

        public bool Equals(SyntaxNode? x, SyntaxNode? y) => SyntaxFactory.AreEquivalent(x, y);

        public int GetHashCode(SyntaxNode obj) => obj.RawKind;
    }
}
