using System.Text.Json;
using System.Text.Json.Serialization;

namespace Assistant.Protocol.Messages;

/// <summary>Reads a text as <see cref="JsonText"/> does: half of a surrogate pair stays one UTF-16 unit.</summary>
public sealed class AnyTextConverter : JsonConverter<string>
{
    /// <inheritdoc/>
    public override string Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.String)
            throw new JsonException("a text is expected");
        using var value = JsonDocument.ParseValue(ref reader);
        return JsonText.Of(value.RootElement);
    }

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, string value, JsonSerializerOptions options) => writer.WriteStringValue(value);
}
