using System.Globalization;
using System.Text;

namespace Assistant.Tests.Kit;

/// <summary>How an answer is cut into events and packets.</summary>
internal enum Cut
{
    /// <summary>One event.</summary>
    Whole,

    /// <summary>An event for each word, as tokens come.</summary>
    Words,

    /// <summary>An event for each letter.</summary>
    Letters,

    /// <summary>An event for each word, a packet for each byte: letters of several bytes are cut in two.</summary>
    Bytes,
}

/// <summary>What servers say, well and badly.</summary>
internal static class Replies
{
    public const string Head = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nConnection: close\r\n\r\n";
    public const string Done = "data: [DONE]\n\n";

    /// <summary>A whole answer.</summary>
    /// <param name="text">What the model says.</param>
    /// <param name="cut">How it comes.</param>
    /// <param name="reason"><c>length</c> when it was cut off.</param>
    public static Reply Says(string text, Cut cut = Cut.Words, string reason = "stop") => Says(_ => text, cut, reason);

    /// <summary>An answer that depends on what was asked.</summary>
    public static Reply Says(Func<AskedModel, string> text, Cut cut = Cut.Words, string reason = "stop") => async caller =>
    {
        await caller.SendAsync(Head);
        var events = string.Concat(Pieces(text(caller.Asked), cut).Select(Event)) + Finish(reason) + Done;
        if (cut != Cut.Bytes)
        {
            await caller.SendAsync(events);
            return;
        }

        foreach (var one in Encoding.UTF8.GetBytes(events))
            await caller.SendAsync(new[] { one });
    };

    /// <summary>Bytes as they are, then the end of the connection.</summary>
    public static Reply Raw(params string[] parts) => async caller =>
    {
        foreach (var part in parts)
            await caller.SendAsync(part);
    };

    /// <summary>The beginning of an answer, and then nothing any more.</summary>
    public static Reply Hangs(string text) => async caller =>
    {
        await caller.SendAsync(text);
        await caller.ClosedAsync();
    };

    /// <summary>The beginning of an answer, and then the connection is reset.</summary>
    public static Reply Resets(string text) => async caller =>
    {
        await caller.SendAsync(text);
        caller.IsReset = true;
    };

    /// <summary>The same again and again, for as long as somebody reads.</summary>
    public static Reply Endless(string head, string again) => async caller =>
    {
        await caller.SendAsync(head);
        while (true)
            await caller.SendAsync(again);
    };

    /// <summary>A refusal with words, as servers of this kind write it.</summary>
    public static Reply Status(int code, string words, string headers = "")
    {
        var body = $"{{\"error\":{{\"message\":{Quoted(words)},\"code\":{code}}}}}";
        return Raw($"HTTP/1.1 {code} No\r\nContent-Type: application/json\r\n{headers}Content-Length: {Encoding.UTF8.GetByteCount(body)}\r\n\r\n{body}");
    }

    /// <summary>What another reply says, when the test lets it.</summary>
    public static Reply After(Task gate, Reply reply) => async caller =>
    {
        await gate.WaitAsync(caller.End);
        await reply(caller);
    };

    /// <summary>One event with a piece of text.</summary>
    public static string Event(string piece) => $"data: {{\"choices\":[{{\"index\":0,\"delta\":{{\"content\":{Quoted(piece)}}},\"finish_reason\":null}}]}}\n\n";

    /// <summary>The event that ends an answer.</summary>
    public static string Finish(string reason) => $"data: {{\"choices\":[{{\"index\":0,\"delta\":{{}},\"finish_reason\":\"{reason}\"}}],\"usage\":{{\"prompt_tokens\":100,\"completion_tokens\":20}}}}\n\n";

    private static IEnumerable<string> Pieces(string text, Cut cut)
    {
        if (cut == Cut.Whole)
        {
            yield return text;
            yield break;
        }

        var start = 0;
        for (var at = 1; at <= text.Length; at++)
        {
            if (at == text.Length || (!char.IsLowSurrogate(text[at]) && (cut == Cut.Letters || char.IsWhiteSpace(text[at]))))
            {
                yield return text[start..at];
                start = at;
            }
        }
    }

    // Letters beyond ASCII as they are: they are what is cut in two.
    private static string Quoted(string text)
    {
        var quoted = new StringBuilder("\"");
        foreach (var letter in text)
            quoted.Append(letter is '"' or '\\' or < ' ' || char.IsSurrogate(letter) ? string.Create(CultureInfo.InvariantCulture, $"\\u{(int)letter:x4}") : letter.ToString());
        return quoted.Append('"').ToString();
    }
}
