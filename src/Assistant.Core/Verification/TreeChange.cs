using System.Collections.Immutable;
using Assistant.Core.Snapshots;
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

    /// <summary>Declarations and bodies that no other file can tell from what they were.</summary>
    File,

    /// <summary>Anything else: the whole project and what depends on it is asked.</summary>
    Declarations,
}

/// <summary>The difference of two trees of one file. Where a rule below is not sure, the answer is <see cref="Reach.Declarations"/>.</summary>
/// <param name="Reach">How far the change can be felt.</param>
/// <param name="Members">For <see cref="Reach.Bodies"/>: the members that changed, in the tree after the change.</param>
internal sealed record TreeChange(Reach Reach, ImmutableArray<SyntaxNode> Members)
{
    public static readonly TreeChange Far = new(Reach.Declarations, []);
    private static readonly TreeChange WithinFile = new(Reach.File, []);

    public static TreeChange Between(SyntaxTree before, SyntaxTree after, ImmutableArray<(TextSpan Old, TextSpan New)> pieces,
        ProjectBase project, bool mayAsk, CSharpCompilation compilation, CancellationToken cancellationToken)
    {
        var oldRoot = before.GetRoot(cancellationToken);
        var newRoot = after.GetRoot(cancellationToken);
        var oldSpans = pieces.Select(piece => piece.Old);
        var newSpans = pieces.Select(piece => piece.New);
        List<SyntaxTrivia> documentation = [.. Documentation(oldRoot, oldSpans), .. Documentation(newRoot, newSpans)];
        if (TouchesDirective(oldRoot, oldSpans) || TouchesDirective(newRoot, newSpans) || !DirectivesAgree(oldRoot, newRoot) || !StatementsAgree(oldRoot, newRoot)
            || ChangesSpelling(before, oldSpans, cancellationToken) || ChangesSpelling(after, newSpans, cancellationToken)
            || GeneratedFiles.IsMarked(oldRoot) != GeneratedFiles.IsMarked(newRoot) || documentation.Exists(IsOfPart))
            return Far;
        // Binding a file is silent about the bodies of partial properties, indexers, events and constructors.
        if (BodyMember.In(newRoot).Any(BodyMember.IsHiddenFromFile))
            return Far;
        if (!SyntaxFactory.AreEquivalent(before, after, topLevel: true))
        {
            return IsWholeType() && PrivateMembers.AloneDiffer(oldRoot, newRoot, project, mayAsk, cancellationToken)
                && !CanLeave(ChangedBodies(PrivateMembers.Beside(oldRoot), PrivateMembers.Beside(newRoot))) ? WithinFile : Far;
        }

        if (SyntaxFactory.AreEquivalent(before, after, topLevel: false))
            return new TreeChange(documentation.Count > 0 ? Reach.Documentation : Reach.Trivia, []);
        var changed = ChangedBodies(BodyMember.In(oldRoot), BodyMember.In(newRoot));
        if (CanLeave(changed))
            return Far;
        // A value that a field is given may be its only use.
        if (!InitializersAgree(oldRoot, newRoot))
            return IsWholeType() && !project.Leaks.WatchesUnusedMembers(cancellationToken) ? WithinFile : Far;
        return new TreeChange(Reach.Bodies, [.. changed.Select(pair => pair.New)]);

        bool CanLeave(List<(SyntaxNode Old, SyntaxNode New)> bodies) =>
            bodies.Exists(pair => project.Leaks.CanLeave(pair.Old, pair.New, compilation, cancellationToken));

        // No type of the file has a part elsewhere. Asked last: it binds every type of the file, and most changes are decided before.
        bool IsWholeType() => !FileScope.IsShared(before, project.Project.Compilation(cancellationToken), cancellationToken)
            && !FileScope.IsShared(after, compilation, cancellationToken);
    }

    // The two lists pair up because the declarations around the bodies are equivalent.
    private static List<(SyntaxNode Old, SyntaxNode New)> ChangedBodies(IEnumerable<SyntaxNode> oldMembers, IEnumerable<SyntaxNode> newMembers) =>
    [
        .. oldMembers.Zip(newMembers).Where(pair => !SyntaxFactory.AreEquivalent(BodyMember.BodyOf(pair.First)!, BodyMember.BodyOf(pair.Second)!)),
    ];

    // A directive outside of every changed stretch keeps its place among the unchanged tokens. Text that a directive disables
    // is no different from a comment, as long as the directives around it and in it stay.
    private static bool TouchesDirective(SyntaxNode root, IEnumerable<TextSpan> spans) =>
        root.ContainsDirectives && Touched(root, spans).Any(trivia => trivia.IsDirective);

    // A comment that is opened or closed swallows a directive or sets one free, without touching it.
    private static bool DirectivesAgree(SyntaxNode oldRoot, SyntaxNode newRoot)
    {
        static IEnumerable<string> Directives(SyntaxNode root)
        {
            for (var directive = root.GetFirstDirective(); directive is not null; directive = directive.GetNextDirective())
                yield return directive.ToString();
        }

        return (!oldRoot.ContainsDirectives && !newRoot.ContainsDirectives) || Directives(oldRoot).SequenceEqual(Directives(newRoot), StringComparer.Ordinal);
    }

    // Names are compared by what they say, but var and @var, nameof and @nameof are not the same.
    private static bool ChangesSpelling(SyntaxTree tree, IEnumerable<TextSpan> spans, CancellationToken cancellationToken)
    {
        var text = tree.GetText(cancellationToken);
        return spans.Any(span => Enumerable.Range(span.Start, span.Length).Any(at => at + 1 < text.Length
            && ((text[at] == '@' && SyntaxFacts.IsIdentifierStartCharacter(text[at + 1])) || (text[at] == '\\' && text[at + 1] is 'u' or 'U'))));
    }

    private static IEnumerable<SyntaxTrivia> Documentation(SyntaxNode root, IEnumerable<TextSpan> spans) =>
        Touched(root, spans).Where(trivia => trivia.HasStructure);

    private static IEnumerable<SyntaxTrivia> Touched(SyntaxNode root, IEnumerable<TextSpan> spans) =>
        spans.SelectMany(span => root.DescendantTrivia(new TextSpan(Math.Max(0, span.Start - 1), Math.Min(root.FullSpan.End, span.End + 1) - Math.Max(0, span.Start - 1)))
            .Where(trivia => trivia.FullSpan.IntersectsWith(span)));

    // What they declare is in scope in every file of the program.
    private static bool StatementsAgree(SyntaxNode oldRoot, SyntaxNode newRoot) =>
        oldRoot.ChildNodes().OfType<GlobalStatementSyntax>().SequenceEqual(newRoot.ChildNodes().OfType<GlobalStatementSyntax>(), EquivalentNodes.Instance);

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
