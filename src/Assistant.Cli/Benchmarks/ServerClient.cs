using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json.Serialization.Metadata;
using Assistant.Platform;
using Assistant.Protocol.Framing;
using Assistant.Protocol.Messages;
using Assistant.Protocol.Types;
using Assistant.Server.Messaging;
using Assistant.Workspace;

namespace Assistant.Cli.Benchmarks;

/// <summary>
/// A client of the language server, as an editor is one: it keeps what the server said last, says nothing to what the
/// server asks, and hands each answer to who waits for it.
/// </summary>
internal sealed class ServerClient : IAsyncDisposable
{
    private static readonly TimeSpan EndTime = TimeSpan.FromSeconds(5);

    private readonly PipedChild process;
    private readonly FrameWriter writer;
    private readonly ConcurrentDictionary<MessageId, TaskCompletionSource<Message.Response>> waiting = new();
    private readonly ConcurrentDictionary<string, PublishDiagnosticsParams> published = new(StringComparer.Ordinal);
    private readonly Task reading;
    private volatile TaskCompletionSource news = NewSignal();
    private int asked;

    /// <param name="process">The server; ended with this.</param>
    public ServerClient(PipedChild process)
    {
        this.process = process;
        writer = new FrameWriter(process.Input);
        reading = ReadAsync();
    }

    /// <summary>What the server said of itself last; null before it said anything.</summary>
    public AssistantStatus? Status { get; private set; }

    /// <summary>The number of the process that is spoken with.</summary>
    public int Front => process.Id;

    /// <summary>The number of the process in which things are judged; null where that is not known.</summary>
    public int? Engine => OtherProcess.ChildrenOf(process.Id) is [var engine, ..] ? engine : null;

    /// <summary>What was published of a document last; null when nothing was.</summary>
    public PublishDiagnosticsParams? PublishedOf(string uri) => published.GetValueOrDefault(uri);

    /// <summary>Asks and awaits the answer.</summary>
    public async Task<Message.Response> AskAsync<T>(string method, T parameters, JsonTypeInfo<T> type, CancellationToken cancellationToken) =>
        await (await BeginAsync(method, parameters, type, cancellationToken)).Answer.WaitAsync(cancellationToken);

    /// <summary>Asks; the answer is awaited by the caller.</summary>
    public async Task<(MessageId Id, Task<Message.Response> Answer)> BeginAsync<T>(string method, T parameters, JsonTypeInfo<T> type, CancellationToken cancellationToken)
    {
        var id = new MessageId(Interlocked.Increment(ref asked).ToString(CultureInfo.InvariantCulture));
        var answer = new TaskCompletionSource<Message.Response>(TaskCreationOptions.RunContinuationsAsynchronously);
        waiting[id] = answer;
        await writer.WriteAsync(MessageWriter.Request(id, method, parameters, type), cancellationToken);
        return (id, answer.Task);
    }

    /// <summary>Tells something.</summary>
    public Task TellAsync<T>(string method, T parameters, JsonTypeInfo<T> type, CancellationToken cancellationToken) =>
        writer.WriteAsync(MessageWriter.Notification(method, parameters, type), cancellationToken);

    /// <summary>Takes a request back.</summary>
    public Task TakeBackAsync(MessageId id, CancellationToken cancellationToken) => writer.WriteAsync(MessageWriter.Cancel(id), cancellationToken);

    /// <summary>Waits until something that the server has told is so.</summary>
    /// <param name="look">Null while it is not.</param>
    /// <param name="patience">How long is waited.</param>
    /// <param name="time">Clock.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>What was looked for; null when it was not so in time.</returns>
    public async Task<T?> UntilAsync<T>(Func<T?> look, TimeSpan patience, TimeProvider time, CancellationToken cancellationToken)
        where T : class
    {
        var started = time.GetTimestamp();
        while (true)
        {
            var next = news.Task;
            if (look() is { } found)
                return found;
            var left = patience - time.GetElapsedTime(started);
            if (left <= TimeSpan.Zero)
                return null;
            if (reading.IsCompleted)
                throw new WorkspaceException("the server ended");
            await Task.WhenAny(next, Task.Delay(left, time, cancellationToken));
            cancellationToken.ThrowIfCancellationRequested();
        }
    }

    /// <summary>Ends the server as the protocol asks, or by force when it does not want to.</summary>
    public async ValueTask DisposeAsync()
    {
        try
        {
            using var limit = new CancellationTokenSource(EndTime);
            await AskAsync(Methods.Shutdown, (string?)null, ProtocolJson.Default.String!, limit.Token);
            await TellAsync(Methods.Exit, (string?)null, ProtocolJson.Default.String!, limit.Token);
            await process.Exited.WaitAsync(limit.Token);
        }
        catch (Exception failure) when (failure is OperationCanceledException or IOException or WorkspaceException)
        {
            // It is ended below.
        }

        process.Dispose();
        await reading;
    }

    private async Task ReadAsync()
    {
        try
        {
            var reader = new FrameReader(process.Output);
            while (await reader.ReadAsync(CancellationToken.None) is { } frame)
            {
                foreach (var message in MessageReader.Read(frame.Body))
                    await ReceiveAsync(message);
            }
        }
        catch (Exception failure) when (failure is FramingException or IOException or ObjectDisposedException)
        {
            // It has ended, or was.
        }

        foreach (var answer in waiting.Values)
            answer.TrySetException(new WorkspaceException("the server ended"));
        Tell();
    }

    private async Task ReceiveAsync(Message message)
    {
        switch (message)
        {
            case Message.Response response when waiting.TryRemove(response.Id, out var answer):
                answer.SetResult(response);
                break;
            case Message.Request request:
                await writer.WriteAsync(MessageWriter.NoResult(request.Id), CancellationToken.None);
                break;
            case Message.Notification { Method: Methods.Status } told:
                Status = Parameters.Read(told.Params, ProtocolJson.Default.AssistantStatus);
                Tell();
                break;
            case Message.Notification { Method: Methods.PublishDiagnostics } told when Parameters.Read(told.Params, ProtocolJson.Default.PublishDiagnosticsParams) is { } diagnostics:
                published[diagnostics.Uri] = diagnostics;
                Tell();
                break;
            default:
                break;
        }
    }

    private void Tell()
    {
        var told = news;
        news = NewSignal();
        told.TrySetResult();
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
