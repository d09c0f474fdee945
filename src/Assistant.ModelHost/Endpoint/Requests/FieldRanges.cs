namespace Assistant.ModelHost.Endpoint.Requests;

/// <summary>
/// The one table of what numbers, texts and lists of a request may be: the native code below is never asked to check them.
/// A field of <see cref="RequestBody"/> and its kinds that is a number, text or list has its row here, which a test compares.
/// </summary>
internal static class FieldRanges
{
    private const int MostText = 2 << 20;

    /// <summary>A name, or one with the path of an adapter behind it.</summary>
    public static FieldRange Model { get; } = new("model", RangeUnit.Length, 1, 4096 + 256);

    public static FieldRange Prompt { get; } = new("prompt", RangeUnit.Length, 0, MostText);

    public static FieldRange Suffix { get; } = new("suffix", RangeUnit.Length, 0, MostText);

    public static FieldRange Messages { get; } = new("messages", RangeUnit.Count, 1, 512);

    public static FieldRange Content { get; } = new("messages[].content", RangeUnit.Length, 0, MostText);

    public static FieldRange MaxTokens { get; } = new("max_tokens", RangeUnit.Integer, 1, 65536);

    public static FieldRange MaxCompletionTokens { get; } = MaxTokens with { Field = "max_completion_tokens" };

    public static FieldRange Temperature { get; } = new("temperature", RangeUnit.Number, 0, 2);

    public static FieldRange TopP { get; } = new("top_p", RangeUnit.Number, 0, 1);

    public static FieldRange TopK { get; } = new("top_k", RangeUnit.Integer, 0, 1000);

    public static FieldRange MinP { get; } = new("min_p", RangeUnit.Number, 0, 1);

    public static FieldRange N { get; } = new("n", RangeUnit.Integer, 1, 16);

    public static FieldRange Seed { get; } = new("seed", RangeUnit.Integer, 0, uint.MaxValue);

    public static FieldRange Stop { get; } = new("stop", RangeUnit.Count, 0, 16);

    public static FieldRange StopText { get; } = new("stop[]", RangeUnit.Length, 1, 256);

    public static FieldRange Grammar { get; } = new("grammar", RangeUnit.Length, 1, 256 << 10);

    public static FieldRange Draft { get; } = new("draft", RangeUnit.Length, 0, 256 << 10);

    public static FieldRange AllowedNext { get; } = new("allowed_next", RangeUnit.Count, 1, 4096);

    public static FieldRange AllowedNextText { get; } = new("allowed_next[]", RangeUnit.Length, 1, 512);

    public static FieldRange Priority { get; } = new("priority", RangeUnit.Integer, 0, 9);

    public static FieldRange TopLogprobs { get; } = new("top_logprobs", RangeUnit.Integer, 0, 20);

    public static FieldRange User { get; } = new("user", RangeUnit.Length, 0, 256);

    public static FieldRange FrequencyPenalty { get; } = new("frequency_penalty", RangeUnit.Number, 0, 0);

    public static FieldRange PresencePenalty { get; } = FrequencyPenalty with { Field = "presence_penalty" };

    /// <summary>All rows.</summary>
    public static IReadOnlyList<FieldRange> All { get; } =
    [
        Model, Prompt, Suffix, Messages, Content, MaxTokens, MaxCompletionTokens, Temperature, TopP, TopK, MinP, N, Seed, Stop, StopText, Grammar,
        Draft, AllowedNext, AllowedNextText, Priority, TopLogprobs, User, FrequencyPenalty, PresencePenalty,
    ];
}
