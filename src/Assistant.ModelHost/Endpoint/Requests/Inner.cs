using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Assistant.ModelHost.Endpoint.Requests;

/// <summary>Reads a value inside of another one.</summary>
internal static class Inner
{
    /// <summary>Reads it. A failure is that of the field it stands in: the path of the inner reader begins at the value, not at the body.</summary>
    public static T? Read<T>(ref Utf8JsonReader reader, JsonTypeInfo<T> type)
    {
        try
        {
            return JsonSerializer.Deserialize(ref reader, type);
        }
        catch (JsonException)
        {
            throw new JsonException();
        }
    }
}
