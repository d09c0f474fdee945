using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace Assistant.Core.Edits;

/// <summary>One file before and after a proposal.</summary>
/// <param name="FullPath">Full path of the file.</param>
/// <param name="Documents">The file's document in every project and target framework that compiles it; for a new file, the ones it will get.</param>
/// <param name="Before">The text on which the proposal stands, or null for a new file.</param>
/// <param name="After">The text the proposal leaves, or null for a deleted file.</param>
public sealed record FileChange(string FullPath, ImmutableArray<DocumentId> Documents, SourceText? Before, SourceText? After)
{
    /// <summary>The stretches of <see cref="Before"/> and <see cref="After"/> that differ; the whole text for a new or deleted file.</summary>
    public IReadOnlyList<TextChangeRange> Ranges => After is not null && Before is not null
        ? After.GetChangeRanges(Before)
        : [new TextChangeRange(new TextSpan(0, Before?.Length ?? 0), After?.Length ?? 0)];
}
