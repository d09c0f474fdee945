using System.Text.Json.Serialization;

namespace Assistant.Models.Endpoints;

/// <summary>The JSON of other servers.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(ListedModels))]
[JsonSerializable(typeof(StatedVersion))]
[JsonSerializable(typeof(StatedError))]
internal sealed partial class EndpointsJson : JsonSerializerContext;
