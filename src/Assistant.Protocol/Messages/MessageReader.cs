using System.Text;
using System.Text.Json;
using System.Text.Unicode;

namespace Assistant.Protocol.Messages;

/// <summary>Understands the body of a frame. Whatever it holds, the answer is a value: nothing is thrown.</summary>
public static class MessageReader
{
    private static readonly JsonDocumentOptions Options = new() { MaxDepth = MostDepth };

    // As deep as the JSON library goes unless told otherwise; no message of LSP comes near.
    private const int MostDepth = 64;

    /// <summary>The messages of a body: one, or those of a batch, in order.</summary>
    /// <param name="body">JSON in UTF-8.</param>
    public static IReadOnlyList<Message> Read(ReadOnlyMemory<byte> body) => [.. ReadParts(body).Select(part => part.Message)];

    /// <summary>The messages of a body, each with the bytes that are its own, for who passes some of them on.</summary>
    /// <param name="body">JSON in UTF-8.</param>
    public static IReadOnlyList<(Message Message, ReadOnlyMemory<byte> Body)> ReadParts(ReadOnlyMemory<byte> body)
    {
        // The JSON library finds bytes that are no text only when it is asked for them.
        if (!Utf8.IsValid(body.Span))
            return [(new Message.Unreadable(null, new ResponseError(ErrorCode.ParseError, "the message is not UTF-8")), body)];
        try
        {
            using var document = JsonDocument.Parse(body, Options);
            var root = document.RootElement.Clone();
            if (root.ValueKind != JsonValueKind.Array)
                return [(Of(root), body)];
            return root.GetArrayLength() == 0
                ? [(Invalid(null, "a batch is empty"), body)]
                : [.. root.EnumerateArray().Select(part => (Of(part), (ReadOnlyMemory<byte>)Encoding.UTF8.GetBytes(part.GetRawText())))];
        }
        catch (JsonException)
        {
            return [(new Message.Unreadable(null, new ResponseError(ErrorCode.ParseError, "the message is no JSON, or is nested too deep")), body)];
        }
    }

    private static Message Of(JsonElement message)
    {
        try
        {
            return Understood(message);
        }
        catch (InvalidOperationException)
        {
            // Names are compared as texts, which half of a surrogate pair is not.
            return Invalid(null, "the name of a member is no text");
        }
    }

    private static Message Understood(JsonElement message)
    {
        if (message.ValueKind != JsonValueKind.Object)
            return Invalid(null, "a message is an object");
        var hasId = message.TryGetProperty("id", out var given) && given.ValueKind != JsonValueKind.Null;
        MessageId? id = hasId && given.ValueKind is JsonValueKind.Number or JsonValueKind.String ? new MessageId(given.GetRawText()) : null;
        if (hasId && id is null)
            return Invalid(null, "an id is a number or a text");
        if (!message.TryGetProperty("method", out var method))
            return id is { } answered ? Response(message, answered) : Invalid(null, "a message has a method or an id");
        if (method.ValueKind != JsonValueKind.String)
            return Wrong(id, "a method is a text");
        if (message.TryGetProperty("params", out var parameters) && parameters.ValueKind is not (JsonValueKind.Object or JsonValueKind.Array or JsonValueKind.Null))
            return Wrong(id, "params are an object or an array");
        if (parameters.ValueKind == JsonValueKind.Null)
            parameters = default;
        return id is { } asked ? new Message.Request(asked, JsonText.Of(method), parameters) : new Message.Notification(JsonText.Of(method), parameters);
    }

    private static Message Response(JsonElement message, MessageId id)
    {
        if (!message.TryGetProperty("error", out var error) || error.ValueKind == JsonValueKind.Null)
            return message.TryGetProperty("result", out var result) ? new Message.Response(id, result, null) : new Message.Ignored("an answer has neither a result nor an error");
        var code = error.ValueKind == JsonValueKind.Object && error.TryGetProperty("code", out var number) && number.ValueKind == JsonValueKind.Number && number.TryGetInt32(out var value)
            ? (ErrorCode)value
            : ErrorCode.InternalError;
        var text = error.ValueKind == JsonValueKind.Object && error.TryGetProperty("message", out var said) && said.ValueKind == JsonValueKind.String ? JsonText.Of(said) : "";
        return new Message.Response(id, default, new ResponseError(code, text));
    }

    // A request is told; of a notification nobody wants to hear.
    private static Message Wrong(MessageId? id, string reason) => id is null ? new Message.Ignored(reason) : Invalid(id, reason);

    private static Message.Unreadable Invalid(MessageId? id, string reason) => new(id, new ResponseError(ErrorCode.InvalidRequest, reason));
}
