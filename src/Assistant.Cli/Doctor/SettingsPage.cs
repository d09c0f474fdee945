using System.Text.Json;
using Assistant.Platform;
using Assistant.Workspace;

namespace Assistant.Cli.Doctor;

/// <summary>
/// The user's settings, read to be shown: names of keys, models and servers, never the value of anything else. What should be the
/// name of a file may be the key itself, by mistake.
/// </summary>
/// <param name="Path">The file.</param>
/// <param name="Exists">Whether there is one.</param>
/// <param name="Problem">What is wrong with it; null when nothing is.</param>
/// <param name="Tiers">What it says of tiers.</param>
/// <param name="Solution">What is opened when nothing is named; null when it does not say.</param>
internal sealed record SettingsPage(string Path, bool Exists, string? Problem, IReadOnlyList<TierSetting> Tiers, string? Solution)
{
    private static readonly string[] TierNames = ["small", "large", "inline"];
    private static readonly JsonDocumentOptions Lenient = new() { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip };

    /// <summary>Reads it.</summary>
    public static SettingsPage Read(UserFolders folders)
    {
        var path = System.IO.Path.Combine(folders.Config, "settings.json");
        if (!Files.Exists(path))
            return new SettingsPage(path, false, null, [], null);
        try
        {
            var settings = Settings.Read(folders);
            using var document = JsonDocument.Parse(Files.ReadAllBytes(path), Lenient);
            var tiers = TierNames.Where(name => document.RootElement.TryGetProperty(name, out _)).Select(name => Tier(name, document.RootElement.GetProperty(name))).ToList();
            return new SettingsPage(path, true, null, tiers, settings.Solution);
        }
        catch (Exception failure) when (failure is WorkspaceException or JsonException or InvalidOperationException or IOException or UnauthorizedAccessException)
        {
            return new SettingsPage(path, true, failure is WorkspaceException ? failure.Message : $"{path} cannot be read", [], null);
        }
    }

    private static TierSetting Tier(string name, JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.Object)
            return new TierSetting(name, null, null, $"\"{name}\" must be an object with endpoint and model");
        var model = Text(value, "model");
        var endpoint = Text(value, "endpoint");
        Uri? server = null;
        string? problem = null;
        if (endpoint is not (null or "host") && (!Uri.TryCreate(endpoint, UriKind.Absolute, out server) || server.Scheme is not ("http" or "https")))
            (server, problem) = (null, $"the endpoint of \"{name}\" must be \"host\" or an address like http://127.0.0.1:8080");
        else if (model is null)
            problem = $"\"{name}\" names no model";
        else if (Text(value, "apiKeyFile") is { } file && !Files.Exists(file))
            problem = $"the file that apiKeyFile of \"{name}\" names does not exist";
        return new TierSetting(name, server, model, problem);
    }

    private static string? Text(JsonElement value, string name) => value.TryGetProperty(name, out var found) && found.ValueKind == JsonValueKind.String ? found.GetString() : null;
}
