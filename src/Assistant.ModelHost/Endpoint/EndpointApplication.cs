using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Assistant.ModelHost.Endpoint.Answers;
using Assistant.ModelHost.Endpoint.Guarding;
using Assistant.ModelHost.Endpoint.Requests;
using Assistant.ModelHost.Endpoint.Streaming;
using Assistant.ModelHost.Generation;
using Microsoft.AspNetCore.Http;

namespace Assistant.ModelHost.Endpoint;

/// <summary>
/// Answers one request: guarded, found by its path, its body read and checked, generated. Nothing of a request is kept when it
/// is answered, and a request that nobody waits for is taken back from the generator.
/// </summary>
internal sealed class EndpointApplication(IGenerator generator, RequestGuard guard, TimeProvider time, CancellationToken life)
{
    private delegate bool BodyReader(ReadOnlySpan<byte> json, out AskedGeneration? asked, out RequestProblem? problem);

    /// <summary>Answers it.</summary>
    public async Task AnswerAsync(HttpContext context)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, life);
        try
        {
            if (await ProblemOfAsync(context, stop) is { } problem)
                await SendAsync(context, problem.Status, ErrorAnswer.Of(problem), EndpointJson.Default.ErrorAnswer, stop.Token);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // The client is gone, reads too slowly, or the host ends: what was sent must not look complete.
            context.Abort();
        }
        catch (IOException)
        {
            // The connection broke while it was written to.
            context.Abort();
        }
    }

    private static async Task SendAsync<T>(HttpContext context, int status, T answer, JsonTypeInfo<T> type, CancellationToken cancellationToken) =>
        await SendBytesAsync(context, status, JsonSerializer.SerializeToUtf8Bytes(answer, type), cancellationToken);

    private static async Task SendBytesAsync(HttpContext context, int status, byte[] json, CancellationToken cancellationToken)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json";
        context.Response.ContentLength = json.Length;
        context.Response.Headers.CacheControl = "no-store";
        await context.Response.BodyWriter.WriteAsync(json, cancellationToken);
    }

    // The caller sends the problem; null when the request was answered.
    private async Task<RequestProblem?> ProblemOfAsync(HttpContext context, CancellationTokenSource stop)
    {
        if (guard.Refusal(context) is { } refusal)
            return refusal;
        switch (context.Request.Path.Value)
        {
            case "/health":
                return await GetAsync(context, new Health("ok", generator.Models), EndpointJson.Default.Health, stop.Token);
            case "/v1/models":
                return await GetAsync(context, ModelList.Of(generator.Models), EndpointJson.Default.ModelList, stop.Token);
            case "/v1/completions":
                return await PostAsync(context, isChat: false, RequestReader.TryReadCompletion, stop);
            case "/v1/chat/completions":
                return await PostAsync(context, isChat: true, RequestReader.TryReadChat, stop);
            default:
                return new RequestProblem(404, "not_found", "there is /v1/models, /v1/completions, /v1/chat/completions and /health");
        }
    }

    private static async Task<RequestProblem?> GetAsync<T>(HttpContext context, T answer, JsonTypeInfo<T> type, CancellationToken cancellationToken)
    {
        if (!HttpMethods.IsGet(context.Request.Method))
            return new RequestProblem(405, "method", "this is read with GET");
        await SendAsync(context, StatusCodes.Status200OK, answer, type, cancellationToken);
        return null;
    }

    private async Task<RequestProblem?> PostAsync(HttpContext context, bool isChat, BodyReader read, CancellationTokenSource stop)
    {
        if (!HttpMethods.IsPost(context.Request.Method))
            return new RequestProblem(405, "method", "this is asked with POST");
        if (!RequestGuard.IsJson(context.Request.ContentType))
            return new RequestProblem(415, "content_type", "the Content-Type header must be application/json");
        using var body = new MemoryStream();
        try
        {
            await context.Request.Body.CopyToAsync(body, stop.Token);
        }
        catch (BadHttpRequestException failure)
        {
            var message = failure.StatusCode == StatusCodes.Status413PayloadTooLarge ? "the body is longer than 4 MiB" : "the body is not as HTTP wants it";
            return new RequestProblem(failure.StatusCode, "body", message);
        }

        if (!read(body.GetBuffer().AsSpan(0, (int)body.Length), out var asked, out var problem))
            return problem;
        return await GenerateAsync(context, new AnswerShape(isChat, asked!.Request.Model, asked.Request.TopLogprobs is not null, time.GetUtcNow().ToUnixTimeSeconds()), asked, stop);
    }

    private async Task<RequestProblem?> GenerateAsync(HttpContext context, AnswerShape shape, AskedGeneration asked, CancellationTokenSource stop)
    {
        try
        {
            await using var events = generator.GenerateAsync(asked.Request, stop.Token).GetAsyncEnumerator(stop.Token);
            // A failure before the first event has a status of its own, so nothing is sent before it, not even headers.
            if (!await events.MoveNextAsync())
                throw new GenerationException(GenerationFailure.Engine, "the engine ended before the answer did");
            if (asked.IsStream)
                await new StreamedAnswer(shape, asked, time).SendAsync(context, events, stop);
            else
                await SendBytesAsync(context, StatusCodes.Status200OK, await WholeAnswer.CollectAsync(shape, asked.Request.Count, events), stop.Token);
            stop.Token.ThrowIfCancellationRequested();
            return null;
        }
        catch (GenerationException failure)
        {
            return RequestProblem.Of(failure);
        }
#pragma warning disable CA1031 // One request's fault is that request's answer, and no other's.
        catch (Exception fault) when (!context.Response.HasStarted && !stop.IsCancellationRequested)
#pragma warning restore CA1031
        {
            return RequestProblem.Of(fault);
        }
    }
}
