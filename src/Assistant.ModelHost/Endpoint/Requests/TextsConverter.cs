using System.Text.Json;
using System.Text.Json.Serialization;

namespace Assistant.ModelHost.Endpoint.Requests;

/// <summary>Reads <c>"text"</c> as <c>["text"]</c>.</summary>
internal sealed class TextsConverter : JsonConverter<string[]>
{
    public override string[]? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String ? [reader.GetString()!] : Inner.Read(ref reader, EndpointJson.Default.StringArray);

    public override void Write(Utf8JsonWriter writer, string[] value, JsonSerializerOptions options) =>
        JsonSerializer.Serialize(writer, value, EndpointJson.Default.StringArray);
}
