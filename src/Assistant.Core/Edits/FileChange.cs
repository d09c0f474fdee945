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
    /// <summary>
    /// The stretches of <see cref="Before"/> that differ and what stands in their place in <see cref="After"/>, in order; the
    /// whole text for a new or deleted file.
    /// </summary>
    public ImmutableArray<(TextSpan Old, TextSpan New)> Pieces { get; } = [.. PiecesOf(Before, After)];

    /// <summary>Where a place of <see cref="After"/> stood in <see cref="Before"/>; for one in new text, where that begins.</summary>
    /// <param name="position">Offset in UTF-16 units.</param>
    public int OldPosition(int position)
    {
        var shift = 0;
        foreach (var (old, text) in Pieces)
        {
            if (position < text.Start)
                break;
            if (position < text.End)
                return old.Start;
            shift = text.End - old.End;
        }

        return position - shift;
    }

    private static IEnumerable<(TextSpan Old, TextSpan New)> PiecesOf(SourceText? before, SourceText? after)
    {
        IReadOnlyList<TextChangeRange> ranges = after is not null && before is not null
            ? after.GetChangeRanges(before)
            : [new TextChangeRange(new TextSpan(0, before?.Length ?? 0), after?.Length ?? 0)];
        var shift = 0;
        foreach (var range in ranges)
        {
            yield return (range.Span, new TextSpan(range.Span.Start + shift, range.NewLength));
            shift += range.NewLength - range.Span.Length;
        }
    }
}
