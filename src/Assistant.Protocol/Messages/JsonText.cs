using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Assistant.Protocol.Messages;

/// <summary>
/// Texts of JSON as they were meant. An editor may send half of a surrogate pair, as <c>\ud83d</c>; the JSON library refuses
/// it. Positions count UTF-16 units, so it has to stay one unit.
/// </summary>
public static class JsonText
{
    /// <param name="element">A string.</param>
    public static string Of(JsonElement element)
    {
        try
        {
            return element.GetString()!;
        }
        catch (InvalidOperationException)
        {
            return Unescape(element.GetRawText().AsSpan()[1..^1]);
        }
    }

    private static string Unescape(ReadOnlySpan<char> raw)
    {
        var text = new StringBuilder(raw.Length);
        for (var at = 0; at < raw.Length; at++)
        {
            if (raw[at] != '\\')
            {
                text.Append(raw[at]);
                continue;
            }

            at++;
            text.Append(raw[at] switch
            {
                'b' => '\b',
                'f' => '\f',
                'n' => '\n',
                'r' => '\r',
                't' => '\t',
                'u' => (char)ushort.Parse(raw.Slice(at + 1, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture),
                var other => other,
            });
            if (raw[at] == 'u')
                at += 4;
        }

        return text.ToString();
    }
}
