using System.Text.Json;
using System.Text.Json.Serialization;

namespace Assistant.ModelHost.Endpoint.Requests;

/// <summary>Reads a list of pieces of text, as some clients send it, as the text they make together.</summary>
internal sealed class ContentConverter : JsonConverter<string>
{
    public override string? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType == JsonTokenType.String)
            return reader.GetString();
        var parts = Inner.Read(ref reader, EndpointJson.Default.ContentPartArray);
        if (parts?.All(part => part is { Type: "text", Text: not null }) != true)
            throw new JsonException();
        return string.Concat(parts.Select(part => part.Text));
    }

    public override void Write(Utf8JsonWriter writer, string value, JsonSerializerOptions options) => writer.WriteStringValue(value);
}
