using System.Text.Json.Serialization;

namespace Assistant.Models.Wire;

/// <summary>The body of a request, as OpenAI's interface has it, with the host's fields. What is null is left out.</summary>
internal sealed record WireRequest
{
    [JsonPropertyName("model")]
    public required string Model { get; init; }

    [JsonPropertyName("prompt")]
    public string? Prompt { get; init; }

    [JsonPropertyName("suffix")]
    public string? Suffix { get; init; }

    [JsonPropertyName("messages")]
    public IReadOnlyList<WireMessage>? Messages { get; init; }

    [JsonPropertyName("max_tokens")]
    public required int MaxTokens { get; init; }

    [JsonPropertyName("temperature")]
    public required double Temperature { get; init; }

    [JsonPropertyName("seed")]
    public long? Seed { get; init; }

    [JsonPropertyName("stop")]
    public IReadOnlyList<string>? Stop { get; init; }

    [JsonPropertyName("priority")]
    public int? Priority { get; init; }

    [JsonPropertyName("logprobs")]
    public bool? Logprobs { get; init; }

    [JsonPropertyName("top_logprobs")]
    public int? TopLogprobs { get; init; }

    [JsonPropertyName("draft")]
    public string? Draft { get; init; }

    [JsonPropertyName("allowed_next")]
    public IReadOnlyList<string>? AllowedNext { get; init; }

    [JsonPropertyName("stream")]
    public bool Stream { get; init; } = true;

    [JsonPropertyName("stream_options")]
    public WireStreamOptions StreamOptions { get; init; } = new(true);
}
