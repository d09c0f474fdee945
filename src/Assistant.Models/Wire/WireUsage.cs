using System.Text.Json.Serialization;

namespace Assistant.Models.Wire;

/// <summary>Counts of tokens.</summary>
internal sealed record WireUsage(
    [property: JsonPropertyName("prompt_tokens")] int PromptTokens,
    [property: JsonPropertyName("completion_tokens")] int CompletionTokens,
    [property: JsonPropertyName("prompt_tokens_details")] WirePromptDetails? Details);
