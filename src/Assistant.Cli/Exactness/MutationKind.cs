using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace Assistant.Cli.Exactness;

/// <summary>
/// A way in which a file is changed at random. It looks for a place in a tree and gives the change there, or null when
/// the tree has no such place. What the change does to the program is not known here; that is what the verifier and the
/// compiler are asked.
/// </summary>
/// <param name="Name">Such as <c>delete argument</c>.</param>
/// <param name="IsOfBody">Whether it stays within the braces of a body.</param>
/// <param name="Change">The change in a tree, or null.</param>
internal sealed record MutationKind(string Name, bool IsOfBody, Func<SyntaxNode, Random, TextChange?> Change);
