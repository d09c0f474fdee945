using System.Text.Json.Serialization;

namespace Assistant.Models.Wire;

/// <summary>The JSON that is spoken with servers.</summary>
[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(WireRequest))]
[JsonSerializable(typeof(WireChunk))]
internal sealed partial class WireJson : JsonSerializerContext;
