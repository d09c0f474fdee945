using System.Text.Json;
using Assistant.ModelHost.Generation;

namespace Assistant.ModelHost.Endpoint.Answers;

/// <summary>Makes the JSON of one answer and its pieces: the same for a completion and for a conversation, but for the shape.</summary>
/// <param name="isChat">Which of them.</param>
/// <param name="model">Name of the model, as it was asked for.</param>
/// <param name="withLogprobs">Whether it tells how likely tokens were.</param>
/// <param name="created">When, in seconds since 1970.</param>
internal sealed class AnswerShape(bool isChat, string model, bool withLogprobs, long created)
{
    private readonly string id = $"{(isChat ? "chatcmpl" : "cmpl")}-{Guid.NewGuid():N}";

    /// <summary>Of the request, so far.</summary>
    public GenerationEvent.PromptRead Prompt { get; set; } = new(0, 0);

    /// <summary>Tokens of all candidates that have ended.</summary>
    public int Tokens { get; set; }

    private Usage Used => Usage.Of(Prompt.Tokens, Prompt.Cached, Tokens);

    /// <summary>A piece that opens a candidate; null where there is none.</summary>
    public byte[]? Opening(int candidate) => isChat ? ChatPiece(candidate, new ChatAnswer.Message("assistant", ""), null, null) : null;

    /// <summary>More text of a candidate.</summary>
    public byte[] Piece(GenerationEvent.Text text)
    {
        var likely = Likely(text.Tokens);
        return isChat
            ? ChatPiece(text.Candidate, new ChatAnswer.Message(null, text.Value), likely, null)
            : CompletionPiece([new CompletionAnswer.Candidate(text.Candidate, text.Value, likely, null)], null);
    }

    /// <summary>The end of a candidate.</summary>
    public byte[] End(int candidate, string reason) =>
        isChat ? ChatPiece(candidate, new ChatAnswer.Message(null, null), null, reason) : CompletionPiece([new CompletionAnswer.Candidate(candidate, "", null, reason)], null);

    /// <summary>The counts of a stream, which have a piece of their own.</summary>
    public byte[] Counts() => isChat
        ? JsonSerializer.SerializeToUtf8Bytes(new ChatAnswer(id, "chat.completion.chunk", created, model, [], Used), EndpointJson.Default.ChatAnswer)
        : CompletionPiece([], Used);

    /// <summary>All candidates at once.</summary>
    public byte[] Whole(IReadOnlyList<(string Text, IReadOnlyList<TokenLogprob> Tokens, string Reason)> candidates) => isChat
        ? JsonSerializer.SerializeToUtf8Bytes(
            new ChatAnswer(
                id, "chat.completion", created, model,
                [.. candidates.Select((candidate, index) => new ChatAnswer.Choice(index, new ChatAnswer.Message("assistant", candidate.Text), null, Likely(candidate.Tokens), candidate.Reason))], Used),
            EndpointJson.Default.ChatAnswer)
        : CompletionPiece([.. candidates.Select((candidate, index) => new CompletionAnswer.Candidate(index, candidate.Text, Likely(candidate.Tokens), candidate.Reason))], Used);

    private Logprobs? Likely(IReadOnlyList<TokenLogprob> tokens) => withLogprobs ? Logprobs.Of(tokens) : null;

    private byte[] ChatPiece(int candidate, ChatAnswer.Message delta, Logprobs? likely, string? reason) => JsonSerializer.SerializeToUtf8Bytes(
        new ChatAnswer(id, "chat.completion.chunk", created, model, [new ChatAnswer.Choice(candidate, null, delta, likely, reason)], null), EndpointJson.Default.ChatAnswer);

    private byte[] CompletionPiece(IReadOnlyList<CompletionAnswer.Candidate> choices, Usage? usage) =>
        JsonSerializer.SerializeToUtf8Bytes(new CompletionAnswer(id, "text_completion", created, model, choices, usage), EndpointJson.Default.CompletionAnswer);
}
