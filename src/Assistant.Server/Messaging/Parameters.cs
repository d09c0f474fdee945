using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Assistant.Server.Messaging;

/// <summary>What a message says, as a type.</summary>
internal static class Parameters
{
    /// <summary>Null when it is not of that shape, whatever it is.</summary>
    public static T? Read<T>(JsonElement parameters, JsonTypeInfo<T> type)
        where T : class
    {
        if (parameters.ValueKind == JsonValueKind.Undefined)
            return null;
        try
        {
            return parameters.Deserialize(type);
        }
        catch (Exception failure) when (failure is JsonException or InvalidOperationException)
        {
            // Half of a surrogate pair, where it means nothing, is the second.
            return null;
        }
    }
}
