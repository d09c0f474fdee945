using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Assistant.ModelHost.Generation;

namespace Assistant.ModelHost.Endpoint.Requests;

/// <summary>Makes requests for a generator of JSON: all ranges hold afterwards, and what is left out has its default.</summary>
internal static class RequestReader
{
    private const int DefaultMaxTokens = 256;
    private const int MostNameInMessage = 100;

    // Who types waits for a completion; a conversation can wait for it.
    private const int CompletionPriority = 0;
    private const int ChatPriority = 1;

    /// <summary>Reads the body of a completion.</summary>
    public static bool TryReadCompletion(ReadOnlySpan<byte> json, [NotNullWhen(true)] out AskedGeneration? asked, [NotNullWhen(false)] out RequestProblem? problem)
    {
        asked = null;
        if (!TryParse(json, EndpointJson.Default.CompletionBody, out var body, out problem))
            return false;
        var check = new FieldCheck();
        check.Text(FieldRanges.Prompt, body.Prompt);
        check.Text(FieldRanges.Suffix, body.Suffix);
        check.Given("prompt", body.Prompt);
        return TryMake(body, check, CompletionPriority, () => body.Suffix is null ? new GenerationInput.Plain(body.Prompt!) : new GenerationInput.Gap(body.Prompt!, body.Suffix), out asked, out problem);
    }

    /// <summary>Reads the body of a conversation.</summary>
    public static bool TryReadChat(ReadOnlySpan<byte> json, [NotNullWhen(true)] out AskedGeneration? asked, [NotNullWhen(false)] out RequestProblem? problem)
    {
        asked = null;
        if (!TryParse(json, EndpointJson.Default.ChatBody, out var body, out problem))
            return false;
        var check = new FieldCheck();
        check.Given("messages", body.Messages);
        check.Messages(body.Messages);
        return TryMake(body, check, ChatPriority, () => new GenerationInput.Chat([.. body.Messages!.Select(message => new ChatMessage(message.Role == "developer" ? "system" : message.Role!, message.Content!))]), out asked, out problem);
    }

    private static bool TryMake(
        RequestBody body, FieldCheck check, int priority, Func<GenerationInput> input, [NotNullWhen(true)] out AskedGeneration? asked, [NotNullWhen(false)] out RequestProblem? problem)
    {
        check.Given("model", body.Model);
        check.All(body);
        asked = null;
        problem = check.Problem;
        if (problem is not null)
            return false;
        var request = new GenerationRequest(
            body.Model!,
            input(),
            (int)(body.MaxTokens ?? body.MaxCompletionTokens ?? DefaultMaxTokens),
            (int)(body.N ?? 1),
            new SamplingOptions((float)(body.Temperature ?? 0), (int)(body.TopK ?? 0), (float)(body.TopP ?? 1), (float)(body.MinP ?? 0), (uint)(body.Seed ?? 0)),
            body.Stop ?? [],
            body.Grammar,
            body.AllowedNext,
            body.Draft,
            (int)(body.Priority ?? priority)) { TopLogprobs = body.Logprobs == true ? (int)(body.TopLogprobs ?? 0) : null };
        asked = new AskedGeneration(request, body.Stream ?? false, body.StreamOptions?.IncludeUsage ?? false);
        return true;
    }

    private static bool TryParse<T>(ReadOnlySpan<byte> json, JsonTypeInfo<T> type, [NotNullWhen(true)] out T? body, [NotNullWhen(false)] out RequestProblem? problem)
        where T : class
    {
        body = null;
        try
        {
            body = JsonSerializer.Deserialize(json, type);
            problem = body is null ? new RequestProblem(400, "invalid_json", "the body must be a JSON object") : null;
        }
        catch (JsonException failure)
        {
            problem = Explain(failure);
        }

        return problem is null;
    }

    // The reader's own messages name types of this program and are nothing for whoever sent the request; its path is.
    private static RequestProblem Explain(JsonException failure)
    {
        var field = FieldOf(failure.Path ?? "$");
        if (field.Length == 0)
            return new RequestProblem(400, "invalid_json", "the body must be one JSON object");
        if (failure.Message.Contains("could not be mapped", StringComparison.Ordinal))
            return new RequestProblem(400, "unknown_field", $"{field} is not a field that is known here", field);
        if (failure.Message.StartsWith("Duplicate", StringComparison.Ordinal))
            return new RequestProblem(400, "duplicate_field", $"{field} stands there twice", field);
        var range = FieldRanges.All.FirstOrDefault(row => row.Field == EntryOf(field));
        return RequestProblem.Invalid(field, range?.Rule ?? "is not what it must be");
    }

    private static string FieldOf(string path)
    {
        var name = path.TrimStart('$').TrimStart('.');
        if (name.StartsWith("['", StringComparison.Ordinal))
            name = name[2..].TrimEnd(']').TrimEnd('\'');
        return name.Length <= MostNameInMessage ? name : name[..MostNameInMessage];
    }

    // messages[3].content is the row messages[].content.
    private static string EntryOf(string field)
    {
        var open = field.IndexOf('[', StringComparison.Ordinal);
        var close = field.IndexOf(']', StringComparison.Ordinal);
        return open < 0 || close < open ? field : string.Concat(field.AsSpan(0, open + 1), field.AsSpan(close));
    }
}
