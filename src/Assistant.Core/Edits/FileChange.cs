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

    /// <summary>The stretches of <see cref="After"/> that are new, one for each of <see cref="Ranges"/>.</summary>
    public IEnumerable<TextSpan> NewSpans
    {
        get
        {
            var shift = 0;
            foreach (var range in Ranges)
            {
                yield return new TextSpan(range.Span.Start + shift, range.NewLength);
                shift += range.NewLength - range.Span.Length;
            }
        }
    }

    /// <summary>Where a place of <see cref="After"/> stood in <see cref="Before"/>; for one in new text, where that begins.</summary>
    /// <param name="position">Offset in UTF-16 units.</param>
    public int OldPosition(int position)
    {
        var shift = 0;
        foreach (var range in Ranges)
        {
            if (position < range.Span.Start + shift)
                break;
            if (position < range.Span.Start + shift + range.NewLength)
                return range.Span.Start;
            shift += range.NewLength - range.Span.Length;
        }

        return position - shift;
    }
}
