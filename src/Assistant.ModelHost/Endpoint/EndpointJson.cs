using System.Text.Json;
using System.Text.Json.Serialization;
using Assistant.ModelHost.Endpoint.Answers;
using Assistant.ModelHost.Endpoint.Requests;

namespace Assistant.ModelHost.Endpoint;

/// <summary>
/// What goes in and out. Reading is strict: a field that is not known or stands there twice is refused and not passed by, since
/// whoever sent it believes that it has an effect.
/// </summary>
[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Strict,
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    NumberHandling = JsonNumberHandling.Strict,
    ReadCommentHandling = JsonCommentHandling.Disallow,
    AllowTrailingCommas = false,
    MaxDepth = EndpointLimits.MostJsonDepth)]
[JsonSerializable(typeof(CompletionBody))]
[JsonSerializable(typeof(ChatBody))]
[JsonSerializable(typeof(ContentPart[]))]
[JsonSerializable(typeof(string[]))]
[JsonSerializable(typeof(CompletionAnswer))]
[JsonSerializable(typeof(ChatAnswer))]
[JsonSerializable(typeof(ErrorAnswer))]
[JsonSerializable(typeof(ModelList))]
[JsonSerializable(typeof(Health))]
internal sealed partial class EndpointJson : JsonSerializerContext;
