using System.Text.Json.Serialization;

namespace Assistant.Models.Found;

/// <summary>The JSON of other programs.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(OllamaManifest))]
internal sealed partial class FoundJson : JsonSerializerContext;
