using System.Text.Json.Serialization;

namespace Assistant.ModelHost.Endpoint.Answers;

/// <summary>The answer to a completion, or a piece of it: both have the same shape.</summary>
internal sealed record CompletionAnswer(
    string Id,
    string Object,
    long Created,
    string Model,
    IReadOnlyList<CompletionAnswer.Candidate> Choices,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] Usage? Usage)
{
    /// <summary>A candidate, or a piece of it.</summary>
    internal sealed record Candidate(
        int Index,
        string Text,
        [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] Logprobs? Logprobs,
        string? FinishReason);
}
