using System.Text;

namespace Assistant.Platform;

/// <summary>The end of a stream of text: what a reader needs of a long output is its last part, and memory has a bound.</summary>
internal sealed class TailText(int limit)
{
    private readonly StringBuilder text = new();

    public void Append(ReadOnlySpan<char> piece)
    {
        if (piece.Length > limit)
            piece = piece[^limit..];
        text.Append(piece);
        // Cut only at twice the limit, so that the cost of moving text is paid once for each `limit` characters.
        if (text.Length > 2 * limit)
            text.Remove(0, text.Length - limit);
    }

    public override string ToString() => text.Length <= limit ? text.ToString() : text.ToString(text.Length - limit, limit);
}
