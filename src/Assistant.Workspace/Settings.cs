using System.Collections.Immutable;
using System.Text.Json;
using Assistant.Platform;

namespace Assistant.Workspace;

/// <summary>
/// What the user wants, from <c>settings.json</c> in their settings folder, and over it from what an editor says. Keys that
/// are not known here are passed over.
/// </summary>
public sealed record Settings
{
    private static readonly JsonDocumentOptions Lenient = new() { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip };

    private static readonly Dictionary<string, string> Shapes = new(StringComparer.Ordinal)
    {
        ["solution"] = "a path",
        ["properties"] = "an object of strings",
        ["diagnostics"] = "true or false",
        ["besideRoslyn"] = "true or false",
        ["trusted"] = "true or false",
        ["engineMegabytes"] = "a number from 512",
        [TierSettings.Small] = "an object",
        [TierSettings.Large] = "an object",
        [TierSettings.Inline] = "an object",
    };

    /// <summary>What is opened when nothing is named; null when it does not say.</summary>
    public string? Solution { get; init; }

    /// <summary>MSBuild properties; those of the command line win.</summary>
    public ImmutableDictionary<string, string> Properties { get; init; } = ImmutableDictionary.Create<string, string>(StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether the server publishes diagnostics: for editors in which nobody else does.</summary>
    public bool Diagnostics { get; init; }

    /// <summary>Whether the editor shows Roslyn's own fixes, so that those are left out here.</summary>
    public bool BesideRoslyn { get; init; }

    /// <summary>The most memory the server's engine may take before it is started again, in MiB.</summary>
    public int EngineMegabytes { get; init; } = 4096;

    /// <summary>The models of the tiers, by <see cref="TierSettings.Tier"/>; a tier without one is not there.</summary>
    public ImmutableDictionary<string, TierSettings> Tiers { get; init; } = ImmutableDictionary.Create<string, TierSettings>(StringComparer.Ordinal);

    /// <summary>What the file says that is no setting, as a sentence; null when there is nothing.</summary>
    public string? Unknown { get; init; }

    /// <summary>The editor's word on trust; null when it says nothing. No file can say it.</summary>
    public bool? Trusted { get; init; }

    /// <summary>The path of the file.</summary>
    public static string PathIn(UserFolders folders) => Path.Combine(folders.Config, "settings.json");

    /// <summary>Reads the file, if there is one.</summary>
    /// <exception cref="WorkspaceException">It cannot be read or is not of the right shape.</exception>
    public static Settings Read(UserFolders folders)
    {
        var path = PathIn(folders);
        if (!Files.Exists(path))
            return new Settings();
        try
        {
            using var document = JsonDocument.Parse(Files.ReadAllBytes(path), Lenient);
            return new Settings().With(document.RootElement) with { Trusted = null, Unknown = UnknownIn(document.RootElement) };
        }
        catch (WorkspaceException exception)
        {
            throw new WorkspaceException($"{path}: {exception.Message}: correct it or delete it");
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

    /// <summary>These settings with what an object says over them.</summary>
    /// <exception cref="WorkspaceException">It is no object, or something in it is of the wrong type.</exception>
    public Settings With(JsonElement root)
    {
        const int Least = 512;
        if (root.ValueKind != JsonValueKind.Object)
            throw new WorkspaceException("the settings must be one object");
        var settings = this;
        foreach (var member in root.EnumerateObject().Where(member => member.Value.ValueKind != JsonValueKind.Null))
        {
            Settings? next = (member.Name, member.Value) switch
            {
                ("solution", { ValueKind: JsonValueKind.String } path) => path.GetString() is { Length: > 0 } named && !named.Contains('\0', StringComparison.Ordinal) ? settings with { Solution = named } : null,
                ("properties", { ValueKind: JsonValueKind.Object } named) => named.EnumerateObject().All(property => property.Value.ValueKind == JsonValueKind.String)
                    ? settings with { Properties = settings.Properties.SetItems(named.EnumerateObject().Select(property => KeyValuePair.Create(property.Name, property.Value.GetString()!))) }
                    : null,
                ("diagnostics", { ValueKind: JsonValueKind.True or JsonValueKind.False } on) => settings with { Diagnostics = on.GetBoolean() },
                ("besideRoslyn", { ValueKind: JsonValueKind.True or JsonValueKind.False } on) => settings with { BesideRoslyn = on.GetBoolean() },
                ("trusted", { ValueKind: JsonValueKind.True or JsonValueKind.False } on) => settings with { Trusted = on.GetBoolean() },
                ("engineMegabytes", { ValueKind: JsonValueKind.Number } number) => number.TryGetInt32(out var most) && most >= Least ? settings with { EngineMegabytes = most } : null,
                (TierSettings.Small or TierSettings.Large or TierSettings.Inline, var tier) => settings with { Tiers = settings.Tiers.SetItem(member.Name, TierSettings.Read(member.Name, tier)) },
                _ => Shapes.ContainsKey(member.Name) ? null : settings,
            };
            settings = next ?? throw new WorkspaceException($"the setting \"{member.Name}\" must be {Shapes[member.Name]}");
        }

        return settings;
    }

    /// <summary>Says which settings of an object are not known; null when all are.</summary>
    public static string? UnknownIn(JsonElement root) => root.EnumerateObject().Select(member => member.Name).Where(name => !Shapes.ContainsKey(name)).ToList() is { Count: > 0 } unknown
        ? $"no setting is called {string.Join(" or ", unknown.Select(name => $"\"{name}\""))}: there are {string.Join(", ", Shapes.Keys.Order(StringComparer.Ordinal))}"
        : null;
}
