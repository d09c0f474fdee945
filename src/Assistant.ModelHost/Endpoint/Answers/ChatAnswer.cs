using System.Text.Json.Serialization;

namespace Assistant.ModelHost.Endpoint.Answers;

/// <summary>The answer to a conversation, whose choices have a message, or a piece of it, whose choices have a delta.</summary>
internal sealed record ChatAnswer(
    string Id,
    string Object,
    long Created,
    string Model,
    IReadOnlyList<ChatAnswer.Choice> Choices,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] Usage? Usage)
{
    /// <summary>A candidate, or a piece of it.</summary>
    internal sealed record Choice(
        int Index,
        [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] Message? Message,
        [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] Message? Delta,
        [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] Logprobs? Logprobs,
        string? FinishReason);

    /// <summary>What the assistant says; in a piece only what is new.</summary>
    internal sealed record Message(
        [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Role,
        [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Content);
}
