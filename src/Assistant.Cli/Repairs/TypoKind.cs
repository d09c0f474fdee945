using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace Assistant.Cli.Repairs;

/// <summary>A place where a word can be misspelled.</summary>
/// <param name="Name">Such as <c>typo in comment</c>.</param>
/// <param name="Places">The words of a file, each with all the places that must change with it.</param>
internal sealed record TypoKind(string Name, Func<SemanticModel, IEnumerable<IReadOnlyList<TextSpan>>> Places);
