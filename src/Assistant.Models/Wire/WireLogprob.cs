using System.Text.Json.Serialization;

namespace Assistant.Models.Wire;

/// <summary>How likely a token was.</summary>
internal sealed record WireLogprob(
    [property: JsonPropertyName("token")] string? Token,
    [property: JsonPropertyName("logprob")] double? Logprob,
    [property: JsonPropertyName("top_logprobs")] IReadOnlyList<WireLogprob?>? Top);
