namespace Assistant.ModelHost.Endpoint.Requests;

/// <summary>Holds the fields of one request against the table and keeps the first thing that is wrong.</summary>
internal sealed class FieldCheck
{
    private static readonly string[] Roles = ["system", "developer", "user", "assistant"];

    /// <summary>The first thing that is wrong; null when nothing is.</summary>
    public RequestProblem? Problem { get; private set; }

    /// <summary>A field that may not be left out.</summary>
    public void Given(string field, object? value)
    {
        if (value is null)
            Report(field, "is missing");
    }

    public void Text(FieldRange range, string? value) => Number(range, value?.Length);

    public void Number(FieldRange range, double? value)
    {
        if (value is { } number && !range.Holds(number))
            Report(range.Field, range.Rule);
    }

    public void Messages(IReadOnlyList<MessageBody>? messages)
    {
        Number(FieldRanges.Messages, messages?.Count);
        for (var index = 0; index < messages?.Count; index++)
        {
            var message = messages[index];
            // Unlike a property, an entry of a list is never refused for being null.
            if (message is null || !Roles.Contains(message.Role, StringComparer.Ordinal))
                Report($"messages[{index}].role", "must be one of system (or developer, its newer name), user, assistant");
            else if (message.Content is null || !FieldRanges.Content.Holds(message.Content.Length))
                Report($"messages[{index}].content", FieldRanges.Content.Rule);
        }
    }

    /// <summary>What both kinds of requests have.</summary>
    public void All(RequestBody body)
    {
        Text(FieldRanges.Model, body.Model);
        Number(FieldRanges.MaxTokens, body.MaxTokens);
        Number(FieldRanges.MaxCompletionTokens, body.MaxCompletionTokens);
        if (body.MaxTokens is not null && body.MaxCompletionTokens is not null)
            Report("max_completion_tokens", "is another name of max_tokens: give one of them");
        Number(FieldRanges.Temperature, body.Temperature);
        Number(FieldRanges.TopP, body.TopP);
        Number(FieldRanges.TopK, body.TopK);
        Number(FieldRanges.MinP, body.MinP);
        Number(FieldRanges.N, body.N);
        Number(FieldRanges.Seed, body.Seed);
        Texts(FieldRanges.Stop, FieldRanges.StopText, body.Stop);
        Text(FieldRanges.Grammar, body.Grammar);
        Text(FieldRanges.Draft, body.Draft);
        Texts(FieldRanges.AllowedNext, FieldRanges.AllowedNextText, body.AllowedNext);
        Number(FieldRanges.Priority, body.Priority);
        Number(FieldRanges.TopLogprobs, body.TopLogprobs);
        if (body.TopLogprobs is not null && body.Logprobs != true)
            Report("top_logprobs", "needs logprobs to be true");
        Text(FieldRanges.User, body.User);
        Number(FieldRanges.FrequencyPenalty, body.FrequencyPenalty);
        Number(FieldRanges.PresencePenalty, body.PresencePenalty);
        if (body.StreamOptions is not null && body.Stream != true)
            Report("stream_options", "needs stream to be true");
    }

    private void Texts(FieldRange count, FieldRange text, IReadOnlyList<string>? values)
    {
        Number(count, values?.Count);
        // As above: an entry may be null whatever its type says.
        if (values?.Any(value => value is null || !text.Holds(value.Length)) == true)
            Report(text.Field, text.Rule);
    }

    private void Report(string field, string rule) => Problem ??= RequestProblem.Invalid(field, rule);
}
