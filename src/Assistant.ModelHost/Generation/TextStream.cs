using System.Text;

namespace Assistant.ModelHost.Generation;

/// <summary>
/// Bytes of tokens in, text out: whole characters, and nothing that may turn out to be the beginning of a text at which to
/// stop.
/// </summary>
/// <param name="stops">Texts at which to stop.</param>
internal sealed class TextStream(IReadOnlyList<string> stops)
{
    private readonly Decoder decoder = Encoding.UTF8.GetDecoder();
    private readonly StringBuilder held = new();

    /// <summary>Whether a stop has come; nothing more is given out.</summary>
    public bool Stopped { get; private set; }

    /// <summary>Takes the bytes of a token and gives what can be said now.</summary>
    public string Append(ReadOnlySpan<byte> bytes)
    {
        if (Stopped)
            return "";
        var characters = new char[bytes.Length + 1];
        held.Append(characters, 0, decoder.GetChars(bytes, characters, flush: false));
        var text = held.ToString();
        var end = stops.Select(stop => text.IndexOf(stop, StringComparison.Ordinal)).Where(at => at >= 0).DefaultIfEmpty(-1).Min();
        Stopped = end >= 0;
        var sayable = Stopped ? end : text.Length - LongestBeginning(text);
        held.Remove(0, sayable);
        return text[..sayable];
    }

    /// <summary>What was held back and turned out to be nothing, once no more comes.</summary>
    public string End()
    {
        if (Stopped)
            return "";
        var characters = new char[4];
        held.Append(characters, 0, decoder.GetChars([], characters, flush: true));
        var text = held.ToString();
        held.Clear();
        return text;
    }

    // How much of the text's end a stop begins with.
    private int LongestBeginning(string text) => stops
        .SelectMany(stop => Enumerable.Range(1, Math.Max(0, Math.Min(stop.Length - 1, text.Length))).Where(length => text.EndsWith(stop[..length], StringComparison.Ordinal)))
        .DefaultIfEmpty(0)
        .Max();
}
