using System.Text.Json.Serialization;

namespace Assistant.Server.Messaging;

/// <summary>What front and engine say to each other beside the protocol.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(EngineReport))]
[JsonSerializable(typeof(EngineOptions))]
internal sealed partial class ServerJson : JsonSerializerContext;
