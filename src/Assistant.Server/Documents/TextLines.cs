using System.Text;
using Assistant.Protocol.Types;

namespace Assistant.Server.Documents;

/// <summary>
/// A text by lines as the protocol counts them: they end with a line feed, a carriage return or both, and with nothing
/// else, while the compiler also ends one at U+0085, U+2028 and U+2029.
/// </summary>
internal sealed class TextLines
{
    private static readonly System.Buffers.SearchValues<char> Ends = System.Buffers.SearchValues.Create("\r\n");

    private readonly string text;
    private readonly PositionEncoding encoding;
    private readonly List<int> starts = [0];

    public TextLines(string text, PositionEncoding encoding)
    {
        this.text = text;
        this.encoding = encoding;
        for (var at = 0; text.AsSpan(at).IndexOfAny(Ends) is >= 0 and var end;)
        {
            at += end + 1;
            if (text[at - 1] == '\r' && at < text.Length && text[at] == '\n')
                at++;
            starts.Add(at);
        }
    }

    /// <summary>The offset of a place in UTF-16 units. What lies behind a line means its end; a line behind the text, the text's end.</summary>
    public int OffsetOf(Position position)
    {
        if (position.Line < 0)
            return 0;
        if (position.Line >= starts.Count)
            return text.Length;
        var line = LineAt(position.Line);
        if (encoding == PositionEncoding.Utf16)
            return starts[position.Line] + Math.Clamp(position.Character, 0, line.Length);
        var bytes = 0;
        var units = 0;
        foreach (var rune in line.EnumerateRunes())
        {
            if (bytes + rune.Utf8SequenceLength > position.Character)
                break;
            bytes += rune.Utf8SequenceLength;
            units += rune.Utf16SequenceLength;
        }

        return starts[position.Line] + units;
    }

    /// <summary>The place of an offset in UTF-16 units.</summary>
    public Position PositionOf(int offset)
    {
        var found = starts.BinarySearch(offset);
        var line = found >= 0 ? found : ~found - 1;
        var before = text.AsSpan(starts[line], Math.Min(offset, text.Length) - starts[line]);
        return new Position(line, encoding == PositionEncoding.Utf16 ? before.Length : Encoding.UTF8.GetByteCount(before));
    }

    // Without its end.
    private ReadOnlySpan<char> LineAt(int line)
    {
        var end = line + 1 < starts.Count ? starts[line + 1] : text.Length;
        var whole = text.AsSpan(starts[line], end - starts[line]);
        return line + 1 < starts.Count ? whole.TrimEnd("\r\n") : whole;
    }
}
