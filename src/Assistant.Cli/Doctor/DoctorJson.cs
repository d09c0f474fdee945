using System.Text.Json.Serialization;

namespace Assistant.Cli.Doctor;

/// <summary>The JSON of <c>assistant doctor</c>.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(DoctorPage))]
internal sealed partial class DoctorJson : JsonSerializerContext;
