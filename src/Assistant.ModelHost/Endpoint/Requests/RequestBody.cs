using System.Text.Json.Serialization;

namespace Assistant.ModelHost.Endpoint.Requests;

/// <summary>
/// What both kinds of requests have. Each field may be left out or be null, which is the same; <see cref="RequestReader"/> says
/// which may not. The ranges stand in <see cref="FieldRanges"/>.
/// </summary>
internal abstract record RequestBody
{
    public string? Model { get; init; }

    public long? MaxTokens { get; init; }

    /// <summary>The newer name of the same.</summary>
    public long? MaxCompletionTokens { get; init; }

    public double? Temperature { get; init; }

    public double? TopP { get; init; }

    public long? TopK { get; init; }

    public double? MinP { get; init; }

    public long? N { get; init; }

    public long? Seed { get; init; }

    [JsonConverter(typeof(TextsConverter))]
    public string[]? Stop { get; init; }

    public bool? Stream { get; init; }

    public StreamOptions? StreamOptions { get; init; }

    public string? Grammar { get; init; }

    public string? Draft { get; init; }

    public string[]? AllowedNext { get; init; }

    public long? Priority { get; init; }

    /// <summary>Whether it is told how likely each token was; a completion takes it in the form of a conversation, too.</summary>
    public bool? Logprobs { get; init; }

    public long? TopLogprobs { get; init; }

    /// <summary>Has no effect: there is one user.</summary>
    public string? User { get; init; }

    /// <summary>Only 0, which clients send as a matter of course.</summary>
    public double? FrequencyPenalty { get; init; }

    /// <summary>Only 0, as <see cref="FrequencyPenalty"/>.</summary>
    public double? PresencePenalty { get; init; }
}
