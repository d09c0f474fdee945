namespace Assistant.Models;

/// <summary>What is asked of a model. Exactly one of <see cref="Prompt"/> and <see cref="Messages"/> is set.</summary>
/// <param name="Model">Its name, as the server lists it.</param>
public sealed record ModelQuery(string Model)
{
    /// <summary>Text to go on with.</summary>
    public string? Prompt { get; init; }

    /// <summary>With <see cref="Prompt"/>: what stands behind the gap that is to be filled.</summary>
    public string? Suffix { get; init; }

    /// <summary>A conversation, oldest message first.</summary>
    public IReadOnlyList<ModelMessage>? Messages { get; init; }

    /// <summary>At most so many tokens for each answer.</summary>
    public int MaxTokens { get; init; } = 256;

    /// <summary>0 takes the likeliest token each time.</summary>
    public double Temperature { get; init; }

    /// <summary>The same seed gives the same text; null leaves it to the server.</summary>
    public long? Seed { get; init; }

    /// <summary>Texts that end an answer.</summary>
    public IReadOnlyList<string>? Stop { get; init; }

    /// <summary>A lower number overtakes a higher one; null leaves it to the server, and so does every server but the host and vLLM.</summary>
    public int? Priority { get; init; }

    /// <summary>With each token, how likely it was and so many of the likeliest in its place (0 to 20); null to ask for nothing. Servers other than the host may know it of conversations alone, or not at all.</summary>
    public int? TopLogprobs { get; init; }

    /// <summary>Host only: text that is likely to be repeated.</summary>
    public string? Draft { get; init; }

    /// <summary>Host only: texts one of which must come first.</summary>
    public IReadOnlyList<string>? AllowedNext { get; init; }
}
