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

    public static TreeChange Between(SyntaxTree before, SyntaxTree after, IReadOnlyList<TextChangeRange> ranges, BodyLeaks leaks, CSharpCompilation compilation, CancellationToken cancellationToken)
    {
        var oldRoot = before.GetRoot(cancellationToken);
        var newRoot = after.GetRoot(cancellationToken);
        if (!SyntaxFactory.AreEquivalent(before, after, topLevel: true) || oldRoot.ChildNodes().Any(node => node is GlobalStatementSyntax))
            return Far;
        // Binding a file is silent about the bodies of partial properties, indexers, events and constructors.
        if (BodyMember.In(newRoot).Any(BodyMember.IsHiddenFromFile))
            return Far;
        if (TouchesDirective(oldRoot, ranges.Select(range => range.Span)) || TouchesDirective(newRoot, NewSpans(ranges)))
            return Far;
        if (SyntaxFactory.AreEquivalent(before, after, topLevel: false))
        {
            var documentation = TouchesDocumentation(oldRoot, ranges.Select(range => range.Span)) || TouchesDocumentation(newRoot, NewSpans(ranges));
            return new TreeChange(documentation ? Reach.Documentation : Reach.Trivia, []);
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

    private static IEnumerable<TextSpan> NewSpans(IEnumerable<TextChangeRange> ranges)
    {
        var shift = 0;
        foreach (var range in ranges)
        {
            yield return new TextSpan(range.Span.Start + shift, range.NewLength);
            shift += range.NewLength - range.Span.Length;
        }
    }

    // A directive outside of every changed stretch keeps its place among the unchanged tokens. Text that a directive disables
    // is no different from a comment, as long as the directives around it and in it stay.
    private static bool TouchesDirective(SyntaxNode root, IEnumerable<TextSpan> spans) =>
        root.ContainsDirectives && Touches(root, spans, trivia => trivia.IsDirective);

    private static bool TouchesDocumentation(SyntaxNode root, IEnumerable<TextSpan> spans) =>
        Touches(root, spans, trivia => trivia.HasStructure);

    private static bool Touches(SyntaxNode root, IEnumerable<TextSpan> spans, Func<SyntaxTrivia, bool> matters) =>
        spans.Any(span => root.DescendantTrivia(new TextSpan(Math.Max(0, span.Start - 1), Math.Min(root.FullSpan.End, span.End + 1) - Math.Max(0, span.Start - 1)))
            .Any(trivia => matters(trivia) && trivia.FullSpan.IntersectsWith(span)));

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
