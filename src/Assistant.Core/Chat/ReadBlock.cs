using System.Collections.Immutable;
using Assistant.Core.Edits;

namespace Assistant.Core.Chat;

/// <summary>What was understood of a block of code.</summary>
/// <param name="Changes">What it changes; null when it cannot be said.</param>
/// <param name="Pieces">Of which files it writes what, also where that stands there already.</param>
/// <param name="Problem">Why nothing can be judged, as words that follow the block's name; null when it can.</param>
internal sealed record ReadBlock(ChangeSet? Changes, ImmutableArray<WrittenPiece> Pieces, string? Problem)
{
    private const int MostNames = 2;

    /// <summary>The first file it writes.</summary>
    public string? Path => Pieces.IsDefaultOrEmpty ? null : Pieces[0].Path;

    /// <summary>What it writes, for people.</summary>
    public string? Title => Pieces.IsDefaultOrEmpty ? null
        : Pieces.Length <= MostNames ? string.Join(", ", Pieces.Select(piece => piece.Name))
        : $"{Pieces[0].Name} and {Pieces.Length - 1} more";

    public static ReadBlock Nothing(string problem) => new(null, [], problem);
}
