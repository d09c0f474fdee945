using System.Text.Json.Serialization;

namespace Assistant.Models.Wire;

/// <summary>A piece of an answer: <c>text</c> of a completion, <c>delta</c> of a conversation.</summary>
internal sealed record WireChoice(
    [property: JsonPropertyName("text")] string? Text,
    [property: JsonPropertyName("delta")] WireMessage? Delta,
    [property: JsonPropertyName("logprobs")] WireLogprobs? Logprobs,
    [property: JsonPropertyName("finish_reason")] string? FinishReason);
