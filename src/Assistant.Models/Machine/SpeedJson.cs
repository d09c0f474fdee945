using System.Text.Json.Serialization;

namespace Assistant.Models.Machine;

/// <summary>The JSON of what was measured.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(KeptSpeed))]
internal sealed partial class SpeedJson : JsonSerializerContext;
