using System.Buffers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Assistant.Protocol.Messages;

/// <summary>Makes the bodies of frames.</summary>
public static class MessageWriter
{
    /// <summary>An answer with a result.</summary>
    public static ReadOnlyMemory<byte> Result<T>(MessageId id, T result, JsonTypeInfo<T> type) => Write(writer =>
    {
        WriteId(writer, id);
        writer.WritePropertyName("result");
        JsonSerializer.Serialize(writer, result, type);
    });

    /// <summary>An answer that says that there is nothing to say.</summary>
    public static ReadOnlyMemory<byte> NoResult(MessageId id) => Write(writer =>
    {
        WriteId(writer, id);
        writer.WriteNull("result");
    });

    /// <summary>An answer with an error.</summary>
    /// <param name="id">Null when it could not be read.</param>
    /// <param name="error">The error.</param>
    public static ReadOnlyMemory<byte> Error(MessageId? id, ResponseError error) => Write(writer =>
    {
        if (id is { } known)
            WriteId(writer, known);
        else
            writer.WriteNull("id");
        writer.WriteStartObject("error");
        writer.WriteNumber("code", (int)error.Code);
        writer.WriteString("message", error.Message);
        writer.WriteEndObject();
    });

    /// <summary>A request of ours.</summary>
    public static ReadOnlyMemory<byte> Request<T>(MessageId id, string method, T parameters, JsonTypeInfo<T> type) => Write(writer =>
    {
        WriteId(writer, id);
        WriteCall(writer, method, parameters, type);
    });

    /// <summary>A request of ours without parameters.</summary>
    public static ReadOnlyMemory<byte> Request(MessageId id, string method) => Write(writer =>
    {
        WriteId(writer, id);
        writer.WriteString("method", method);
    });

    /// <summary>A notification.</summary>
    public static ReadOnlyMemory<byte> Notification<T>(string method, T parameters, JsonTypeInfo<T> type) => Write(writer => WriteCall(writer, method, parameters, type));

    /// <summary>Takes a request back. The id is written as it came: it may be a text that the JSON library would not write.</summary>
    public static ReadOnlyMemory<byte> Cancel(MessageId id) => Write(writer =>
    {
        writer.WriteString("method", "$/cancelRequest");
        writer.WriteStartObject("params");
        WriteId(writer, id);
        writer.WriteEndObject();
    });

    private static void WriteCall<T>(Utf8JsonWriter writer, string method, T parameters, JsonTypeInfo<T> type)
    {
        writer.WriteString("method", method);
        writer.WritePropertyName("params");
        JsonSerializer.Serialize(writer, parameters, type);
    }

    private static void WriteId(Utf8JsonWriter writer, MessageId id)
    {
        writer.WritePropertyName("id");
        writer.WriteRawValue(id.Json);
    }

    private static ReadOnlyMemory<byte> Write(Action<Utf8JsonWriter> members)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using var writer = new Utf8JsonWriter(buffer);
        writer.WriteStartObject();
        writer.WriteString("jsonrpc", "2.0");
        members(writer);
        writer.WriteEndObject();
        writer.Flush();
        return buffer.WrittenMemory;
    }
}
