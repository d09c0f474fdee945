using System.Collections.Immutable;
using System.Text.Json;
using Assistant.Platform;
using Assistant.Workspace;

namespace Assistant.Cli.Opening;

/// <summary>What the user's own <c>settings.json</c> says about opening. Keys that are not known here belong to others and are passed over.</summary>
/// <param name="Solution">What is opened when the command line names nothing; null when it does not say.</param>
/// <param name="Properties">MSBuild properties; those of the command line win.</param>
internal sealed record Settings(string? Solution, ImmutableDictionary<string, string> Properties)
{
    private static readonly JsonDocumentOptions Lenient = new() { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip };

    private static readonly Settings None = new(null, ImmutableDictionary.Create<string, string>(StringComparer.OrdinalIgnoreCase));

    /// <summary>Reads the file, if there is one.</summary>
    /// <exception cref="WorkspaceException">It cannot be read or is not of the right shape.</exception>
    public static Settings Read(UserFolders folders)
    {
        var path = Path.Combine(folders.Config, "settings.json");
        if (!Files.Exists(path))
            return None;
        try
        {
            using var document = JsonDocument.Parse(Files.ReadAllBytes(path), Lenient);
            return Of(document.RootElement) ?? throw new WorkspaceException(
                $"{path}: \"solution\" must be a path and \"properties\" an object of strings, both in one object: correct it or delete it");
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            throw new WorkspaceException($"{path} is not JSON: correct it or delete it ({exception.Message})");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new WorkspaceException($"{path} cannot be read: {exception.Message}");
        }
    }

    private static Settings? Of(JsonElement root)
    {
        if (root.ValueKind != JsonValueKind.Object)
            return null;
        var settings = None;
        if (root.TryGetProperty("solution", out var solution) && solution.ValueKind != JsonValueKind.Null)
        {
            if (solution.ValueKind != JsonValueKind.String || solution.GetString() is not { Length: > 0 } path)
                return null;
            settings = settings with { Solution = path };
        }

        if (root.TryGetProperty("properties", out var properties) && properties.ValueKind != JsonValueKind.Null)
        {
            if (properties.ValueKind != JsonValueKind.Object || properties.EnumerateObject().Any(property => property.Value.ValueKind != JsonValueKind.String))
                return null;
            settings = settings with { Properties = None.Properties.SetItems(properties.EnumerateObject().Select(property => KeyValuePair.Create(property.Name, property.Value.GetString()!))) };
        }

        return settings;
    }
}
