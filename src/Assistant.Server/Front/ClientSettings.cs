using System.Text.Json;
using Assistant.Workspace;

namespace Assistant.Server.Front;

/// <summary>Reads the settings that a client sends.</summary>
internal static class ClientSettings
{
    /// <summary>What of a client's settings is named after us; all of it where nothing is.</summary>
    public static JsonElement OwnPartOf(JsonElement settings)
    {
        try
        {
            return settings.ValueKind == JsonValueKind.Object && settings.TryGetProperty("assistant", out var own) ? own : settings;
        }
        catch (InvalidOperationException)
        {
            // A name with half of a surrogate pair: none of ours.
            return settings;
        }
    }

    /// <summary>Settings with what a client wants over them; none when it says something wrong.</summary>
    public static (Settings? Settings, string? Problem) Wanted(Settings settings, JsonElement options)
    {
        try
        {
            return (options.ValueKind is JsonValueKind.Undefined or JsonValueKind.Null ? settings : settings.With(options), null);
        }
        catch (WorkspaceException wrong)
        {
            return (null, wrong.Message);
        }
        catch (InvalidOperationException)
        {
            return (null, "the settings hold half of a surrogate pair");
        }
    }
}
