using System.Text.Json.Serialization;

namespace Assistant.Cli.Commands.Models;

/// <summary>What the verbs of <c>assistant models</c> answer to programs.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(IReadOnlyList<ModelRow>))]
internal sealed partial class ModelsJson : JsonSerializerContext;
