using System.Net;
using System.Net.Http.Headers;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Assistant.Models.Endpoints;
using Assistant.Models.Wire;
using Assistant.Platform;

namespace Assistant.Models;

/// <summary>
/// Asks a model and reads its answer while it is generated. Cancelling closes the connection, which is how a server learns
/// that it may stop.
/// </summary>
/// <param name="server">The server.</param>
/// <param name="time">Measures silence.</param>
public sealed class ModelClient(ModelServer server, TimeProvider time)
{
    /// <summary>Bytes of the body of a refusal that are read.</summary>
    private const int LongestRefusal = 64 << 10;

    /// <summary>Bytes of a list of models that are read.</summary>
    private const int LongestList = 256 << 10;

    /// <summary>UTF-16 units of one answer; more is no answer to anything.</summary>
    private const int LongestAnswer = 16 << 20;

    /// <summary>UTF-16 units of a server's own words that are shown.</summary>
    private const int LongestWords = 500;

    /// <summary>How long headers may take at least: a long prompt is cut into tokens before the first sign of life.</summary>
    private static readonly TimeSpan HeaderTime = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan RefusalTime = TimeSpan.FromSeconds(5);

    /// <summary>How long a list of models may take: nothing is computed for it.</summary>
    private static readonly TimeSpan ListTime = TimeSpan.FromSeconds(30);

    private const string DataField = "data:";
    private const string Done = "[DONE]";

    /// <summary>Asks for one answer.</summary>
    /// <exception cref="ModelException">Thrown by the enumeration: there is no answer, or what came until then is none.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public async IAsyncEnumerable<ModelEvent> AskAsync(ModelQuery query, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var request = Request(query);
        using var response = await SendAsync(request, cancellationToken);
        await using var body = await response.Content.ReadAsStreamAsync(cancellationToken);
        if (response.StatusCode != HttpStatusCode.OK)
            throw await RefusalAsync(response, body, cancellationToken);
        var reader = new EventReader(body, server.Silence, time);
        string? reason = null;
        WireUsage? usage = null;
        var tokens = new List<TokenLogprob>();
        var (length, isStream) = (0L, false);
        while (await ReadAsync(reader, cancellationToken) is { } line)
        {
            if (line.StartsWith(':'))
                yield return new ModelEvent.Progress(line[1..].Trim());
            if (!line.StartsWith(DataField, StringComparison.Ordinal))
                continue;
            isStream = true;
            var data = line[DataField.Length..].Trim();
            if (data == Done)
            {
                await reader.FinishAsync(cancellationToken);
                yield return new ModelEvent.Ended(
                    reason ?? throw Broken(null),
                    usage?.PromptTokens ?? 0,
                    usage?.Details?.CachedTokens ?? 0,
                    usage?.CompletionTokens ?? 0);
                yield break;
            }

            var chunk = Parse(data);
            usage = chunk.Usage ?? usage;
            var choice = chunk.Choices is [var first, ..] ? first : null;
            reason = choice?.FinishReason ?? reason;
            // Of half a character a server may tell the token before there is text.
            tokens.AddRange(choice?.Logprobs?.Tokens ?? []);
            if ((choice?.Text ?? choice?.Delta?.Content) is not { Length: > 0 } text)
                continue;
            length += text.Length;
            if (length > LongestAnswer)
                throw new ModelException(ModelFailure.Failed, "the model's server sent an answer of more than 16 Mi characters");
            yield return tokens.Count == 0 ? new ModelEvent.Text(text) : new ModelEvent.Text(text) { Tokens = [.. tokens] };
            tokens.Clear();
        }

        // Nothing of a stream of events: a page of something else, say.
        throw isStream || response.Content.Headers.ContentType?.MediaType is null or "text/event-stream" ? Broken(null) : NoAnswer(null);
    }

    /// <summary>The first model that the server lists, for a user who named none.</summary>
    /// <exception cref="ModelException">It lists none, or does not answer.</exception>
    public async Task<string> FirstModelAsync(CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(server.Address, "v1/models"));
        using var timeout = new CancellationTokenSource(ListTime, time);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timeout.Token);
        var at = AddressText.Of(server.Address);
        try
        {
            using var response = await SendAsync(request, limit.Token);
            await using var body = await response.Content.ReadAsStreamAsync(limit.Token);
            if (response.StatusCode != HttpStatusCode.OK)
                throw new ModelException(ModelFailure.UnknownModel, $"{(await RefusalAsync(response, body, limit.Token)).Message} when it is asked which models it has: name one (#model behind the address)");
            var buffer = new byte[LongestList];
            var length = await body.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, limit.Token);
            return JsonSerializer.Deserialize(buffer.AsSpan(0, length), EndpointsJson.Default.ListedModels)?.Data?.OfType<ListedModel>().FirstOrDefault()?.Id
                ?? throw new ModelException(ModelFailure.UnknownModel, $"the server at {at} lists no model: name one (#model behind the address)");
        }
        catch (Exception failure) when (failure is JsonException or IOException or HttpRequestException)
        {
            // The question itself was not sent.
            throw new ModelException(ModelFailure.Failed, NoAnswer(failure).Message, failure);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new ModelException(ModelFailure.Failed, $"the server at {at} does not say which models it has: name one (#model behind the address)");
        }
    }

    private HttpRequestMessage Request(ModelQuery query)
    {
        var body = JsonSerializer.SerializeToUtf8Bytes(
            new WireRequest
            {
                Model = query.Model,
                Prompt = query.Prompt,
                Suffix = query.Suffix,
                Messages = query.Messages is { } messages ? [.. messages.Select(message => new WireMessage(message.Role, message.Content))] : null,
                MaxTokens = query.MaxTokens,
                Temperature = query.Temperature,
                Seed = query.Seed,
                Stop = query.Stop,
                Priority = query.Priority,
                Logprobs = query.TopLogprobs is null ? null : true,
                TopLogprobs = query.TopLogprobs,
                Draft = query.Draft,
                AllowedNext = query.AllowedNext,
            },
            WireJson.Default.WireRequest);
        return new HttpRequestMessage(HttpMethod.Post, new Uri(server.Address, query.Messages is null ? "v1/completions" : "v1/chat/completions"))
        {
            Content = new ByteArrayContent(body) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } },
        };
    }

    private async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        using var timeout = new CancellationTokenSource(server.Silence > HeaderTime ? server.Silence : HeaderTime, time);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timeout.Token);
        try
        {
            return await server.SendAsync(request, limit.Token);
        }
        catch (HttpRequestException failure)
        {
            throw new ModelException(ModelFailure.Failed, $"the model's server does not answer at {AddressText.Of(server.Address)}: {failure.Message}", failure);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new ModelException(ModelFailure.Failed, $"the model's server does not answer at {AddressText.Of(server.Address)}");
        }
    }

    private static async Task<string?> ReadAsync(EventReader reader, CancellationToken cancellationToken)
    {
        try
        {
            return await reader.ReadLineAsync(cancellationToken);
        }
        catch (Exception failure) when (failure is IOException or HttpRequestException)
        {
            throw Broken(failure);
        }
    }

    private static ModelException Broken(Exception? inner) =>
        new(ModelFailure.Failed, "the model's server ended in the middle of its answer: ask again", inner) { IsAfterSending = true };

    private static ModelException NoAnswer(Exception? inner) =>
        new(ModelFailure.Failed, "the model's server sends what is no answer: is it one that speaks OpenAI's interface?", inner) { IsAfterSending = true };

    private static string Clipped(string words) => words.Length <= LongestWords ? words : words[..LongestWords] + "...";

    private static WireChunk Parse(string data)
    {
        WireChunk? chunk;
        try
        {
            chunk = JsonSerializer.Deserialize(data, WireJson.Default.WireChunk);
        }
        catch (JsonException failure)
        {
            throw NoAnswer(failure);
        }

        return chunk switch
        {
            null => throw new ModelException(ModelFailure.Failed, "the model's server sends an empty answer") { IsAfterSending = true },
            { Error: { } error } => throw new ModelException(ModelFailure.Failed, Clipped(error.Message ?? "the model's server failed")) { IsAfterSending = true },
            _ => chunk,
        };
    }

    private async Task<ModelException> RefusalAsync(HttpResponseMessage response, Stream body, CancellationToken cancellationToken)
    {
        string? message = null;
        using var timeout = new CancellationTokenSource(server.Silence < RefusalTime ? server.Silence : RefusalTime, time);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timeout.Token);
        try
        {
            var buffer = new byte[LongestRefusal];
            var length = await body.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, limit.Token);
            message = JsonSerializer.Deserialize(buffer.AsSpan(0, length), WireJson.Default.WireChunk)?.Error?.Message;
        }
        catch (Exception failure) when (failure is JsonException or IOException || (failure is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            // Not every server explains itself, or to the end.
        }

        // Its own words say what is wrong, but seldom who says it and what to do.
        var words = (int)response.StatusCode is var status && message is not null && !server.IsNamed ? Clipped(message)
            : $"the model's server{(server.IsNamed ? $" at {AddressText.Of(server.Address)}" : "")} answers {status}{(message is null ? "" : $": {Clipped(message)}")}";
        return new ModelException(
            response.StatusCode switch
            {
                HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden => ModelFailure.NotAllowed,
                HttpStatusCode.NotFound => ModelFailure.UnknownModel,
                HttpStatusCode.ServiceUnavailable or HttpStatusCode.TooManyRequests => ModelFailure.Busy,
                >= HttpStatusCode.InternalServerError => ModelFailure.Failed,
                _ => ModelFailure.Refused,
            },
            response.StatusCode is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden ? $"{words}; the file with its key is named by apiKeyFile in settings.json" : words) { IsAfterSending = true };
    }
}
