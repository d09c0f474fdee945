using System.Text.Json.Serialization;

namespace Assistant.Models.Machine;

/// <summary>The JSON of what was measured.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(KeptSpeed))]
[JsonSerializable(typeof(Dictionary<string, double>))]
internal sealed partial class SpeedJson : JsonSerializerContext;
