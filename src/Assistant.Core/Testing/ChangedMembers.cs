using Assistant.Core.Edits;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace Assistant.Core.Testing;

/// <summary>Which members a change changes.</summary>
internal static class ChangedMembers
{
    /// <summary>They, in the text after the change, which is the one that compiles.</summary>
    /// <returns>Null when the change is more than its members: a file that comes or goes, a type's head, a member that is gone.</returns>
    public static async Task<IReadOnlyCollection<ISymbol>?> OfAsync(ChangeSet changes, CancellationToken cancellationToken)
    {
        var members = new HashSet<ISymbol>(SymbolEqualityComparer.Default);
        foreach (var file in changes.Files)
        {
            foreach (var id in file.Documents)
            {
                if (changes.Before.Solution.GetDocument(id) is not { } before || changes.After.Solution.GetDocument(id) is not { } after)
                    return null;
                var (oldRoot, root) = ((await before.GetSyntaxRootAsync(cancellationToken))!, (await after.GetSyntaxRootAsync(cancellationToken))!);
                var model = (await after.GetSemanticModelAsync(cancellationToken))!;
                foreach (var (old, now) in file.Pieces)
                {
                    var leaves = MembersAt.Leaves(root, now).ToList();
                    if (MembersAt.Leaves(oldRoot, old).Count() > leaves.Count || TouchesHead(oldRoot, old) || TouchesHead(root, now))
                        return null;
                    members.UnionWith(leaves.SelectMany(leaf => MembersAt.Declared(model, leaf, cancellationToken)));
                }
            }
        }

        return members;
    }

    // What stands in no member and is no using of its own file: names and bases of types, attributes, namespaces.
    private static bool TouchesHead(SyntaxNode root, TextSpan span) => !span.IsEmpty && root.DescendantTokens(span)
        .Where(token => token.Span.OverlapsWith(span))
        .Any(token => !token.Parent!.AncestorsAndSelf().Any(node => MembersAt.IsLeaf(node) || node is UsingDirectiveSyntax { GlobalKeyword.RawKind: 0 }));
}
