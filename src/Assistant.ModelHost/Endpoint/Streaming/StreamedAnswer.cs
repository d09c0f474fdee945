using System.Text.Json;
using Assistant.ModelHost.Endpoint.Answers;
using Assistant.ModelHost.Endpoint.Requests;
using Assistant.ModelHost.Generation;
using Microsoft.AspNetCore.Http;

namespace Assistant.ModelHost.Endpoint.Streaming;

/// <summary>
/// An answer that is sent while it is generated. The law: when the first event is here the status is 200, and from then on
/// only <c>data: [DONE]</c> means that the answer is complete. A failure is an event with an error and no <c>[DONE]</c> after
/// it; a host that dies sends neither.
/// </summary>
internal sealed class StreamedAnswer(AnswerShape shape, AskedGeneration asked, TimeProvider time)
{
    /// <summary>Sends the answer.</summary>
    /// <param name="context">The request.</param>
    /// <param name="events">What the generator does, which has its first event already.</param>
    /// <param name="stop">Told to stop when nobody reads any more.</param>
    public async Task SendAsync(HttpContext context, IAsyncEnumerator<GenerationEvent> events, CancellationTokenSource stop)
    {
        context.Response.StatusCode = StatusCodes.Status200OK;
        context.Response.ContentType = "text/event-stream";
        context.Response.Headers.CacheControl = "no-store";
#pragma warning disable CA2025 // The pump is awaited before the stream goes.
        using var stream = new EventStream(time, stop.Cancel);
        var pump = PumpAsync(stream, context.Response, stop);
#pragma warning restore CA2025
        try
        {
            await GenerateAsync(stream, events);
        }
        catch (GenerationException failure)
        {
            Fail(stream, RequestProblem.Of(failure));
        }
        catch (Exception fault) when (!stop.IsCancellationRequested)
        {
            Fail(stream, RequestProblem.Of(fault));
        }
        finally
        {
            stream.Complete();
            await pump;
        }
    }

    private static async Task PumpAsync(EventStream stream, HttpResponse response, CancellationTokenSource stop)
    {
        try
        {
            await stream.PumpAsync(response, stop.Token);
        }
        catch (Exception failure) when (failure is IOException or OperationCanceledException or ObjectDisposedException)
        {
            // Nobody reads: then nothing more need be computed.
            await stop.CancelAsync();
        }
    }

    private static void Fail(EventStream stream, RequestProblem problem) =>
        stream.Send(JsonSerializer.SerializeToUtf8Bytes(ErrorAnswer.Of(problem), EndpointJson.Default.ErrorAnswer));

    private async Task GenerateAsync(EventStream stream, IAsyncEnumerator<GenerationEvent> events)
    {
        var opened = new HashSet<int>();
        var finished = new HashSet<int>();
        // Headers alone are not sent: the first of these lines takes them along.
        var first = true;
        do
        {
            switch (events.Current)
            {
                case GenerationEvent.Progress progress:
                    stream.Doing(progress.Phase == "waiting" ? progress.Phase : $"{progress.Phase} {progress.Fraction:0.00}");
                    if (first)
                        stream.Comment();
                    break;
                case GenerationEvent.PromptRead prompt:
                    shape.Prompt = prompt;
                    stream.Doing("generating");
                    if (first)
                        stream.Comment();
                    break;
                case GenerationEvent.Text text:
                    Open(stream, opened, text.Candidate);
                    stream.Send(shape.Piece(text));
                    break;
                case GenerationEvent.Finished end:
                    Open(stream, opened, end.Candidate);
                    stream.Send(shape.End(end.Candidate, end.Reason));
                    shape.Tokens += end.Tokens;
                    finished.Add(end.Candidate);
                    break;
            }

            first = false;
        }
        while (await events.MoveNextAsync());

        if (finished.Count != asked.Request.Count)
            throw new GenerationException(GenerationFailure.Engine, "the engine ended before the answer did");
        if (asked.WithUsage)
            stream.Send(shape.Counts());
        stream.Send("[DONE]"u8);
    }

    private void Open(EventStream stream, HashSet<int> opened, int candidate)
    {
        if (opened.Add(candidate) && shape.Opening(candidate) is { } opening)
            stream.Send(opening);
    }
}
