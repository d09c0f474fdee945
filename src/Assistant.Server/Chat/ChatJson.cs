using System.Text.Json.Serialization;

namespace Assistant.Server.Chat;

/// <summary>How conversations are kept.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(KeptChat))]
internal sealed partial class ChatJson : JsonSerializerContext;
