using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Assistant.Protocol.Messages;
using Assistant.Protocol.Types;
using Assistant.Server.Messaging;

namespace Assistant.Server.Engine;

/// <summary>What the engine says to the client, through the front. It may be used from any thread.</summary>
/// <param name="outbox">On the way to the front.</param>
/// <param name="capabilities">What the client can do.</param>
internal sealed class ClientProxy(Outbox outbox, ClientCapabilities capabilities)
{
    private static readonly TimeSpan MostPatience = TimeSpan.FromSeconds(2);

    private readonly ConcurrentDictionary<MessageId, TaskCompletionSource<Message.Response>> asked = new();
    private readonly ConcurrentDictionary<string, CancellationTokenSource> progress = new(StringComparer.Ordinal);
    private int last;

    /// <summary>What the client can do.</summary>
    public ClientCapabilities Capabilities => capabilities;

    /// <summary>Sends a message that is ready.</summary>
    public void Send(ReadOnlyMemory<byte> body) => outbox.TryPost(body);

    /// <summary>Tells something.</summary>
    public void Tell<T>(string method, T parameters, JsonTypeInfo<T> type) => Send(MessageWriter.Notification(method, parameters, type));

    /// <summary>Asks something.</summary>
    public async Task<Message.Response> AskAsync<T>(string method, T parameters, JsonTypeInfo<T> type, CancellationToken cancellationToken)
    {
        var id = new MessageId($"\"{NextName()}\"");
        var answer = new TaskCompletionSource<Message.Response>(TaskCreationOptions.RunContinuationsAsynchronously);
        asked[id] = answer;
        try
        {
            Send(MessageWriter.Request(id, method, parameters, type));
            return await answer.Task.WaitAsync(cancellationToken);
        }
        finally
        {
            asked.TryRemove(id, out _);
        }
    }

    /// <summary>An answer came.</summary>
    public void Answered(Message.Response response)
    {
        if (asked.TryGetValue(response.Id, out var answer))
            answer.TrySetResult(response);
    }

    /// <summary>The user stops what is shown under a token.</summary>
    public void CancelProgress(JsonElement token)
    {
        if (!progress.TryGetValue(token.GetRawText(), out var stop))
            return;
        try
        {
            stop.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // It ended at the same moment.
        }
    }

    /// <summary>Shows that something is done while it is done; the user may stop it, which cancels the token that the work gets.</summary>
    /// <param name="title">What is done.</param>
    /// <param name="work">Does it, and says what it does at the moment.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public async Task<T> ShowAsync<T>(string title, Func<IProgress<string>, CancellationToken, Task<T>> work, CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        if (capabilities.Window?.WorkDoneProgress != true)
            return await work(new Progress<string>(), stop.Token);
        var token = JsonSerializer.SerializeToElement(NextName(), ProtocolJson.Default.String);
        progress[token.GetRawText()] = stop;
        try
        {
            // A client that does not answer is shown nothing it did not agree to, but holds nobody up.
            var agreed = AskAsync(Methods.CreateProgress, new ProgressToken(token), ProtocolJson.Default.ProgressToken, stop.Token);
            if (await Task.WhenAny(agreed, Task.Delay(MostPatience, stop.Token)) != agreed || (await agreed).Error is not null)
                return await work(new Progress<string>(), stop.Token);
            void Show(ProgressParams.WorkDone value) => Tell(Methods.Progress, new ProgressParams(token, value), ProtocolJson.Default.ProgressParams);
            Show(new ProgressParams.WorkDone("begin", title, Cancellable: true));
            try
            {
                return await work(new Reports(message => Show(new ProgressParams.WorkDone("report", Message: message))), stop.Token);
            }
            finally
            {
                Show(new ProgressParams.WorkDone("end"));
            }
        }
        finally
        {
            progress.TryRemove(token.GetRawText(), out _);
        }
    }

    // No other engine may use the same name while the client remembers it.
    private string NextName() => string.Create(CultureInfo.InvariantCulture, $"engine:{Environment.ProcessId}:{Interlocked.Increment(ref last)}");

    private sealed class Reports(Action<string> show) : IProgress<string>
    {
        public void Report(string value) => show(value);
    }
}
