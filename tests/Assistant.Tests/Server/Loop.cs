using System.Collections.Concurrent;
using System.Globalization;
using System.IO.Pipelines;
using System.Text.Json;
using Assistant.Protocol.Messages;
using Assistant.Protocol.Types;
using Assistant.Server.Documents;
using Assistant.Server.Engine;
using Assistant.Server.Engine.Handlers.Notifications;
using Assistant.Server.Messaging;
using Xunit;

namespace Assistant.Tests.Server;

/// <summary>An <see cref="EngineLoop"/> with the real handlers of notifications and one request that the test answers.</summary>
internal sealed class Loop : IDisposable
{
    public const string Method = "test/ask";

    private readonly CancellationTokenSource life = new(TimeSpan.FromSeconds(20));
    private readonly Pipe pipe = Peer.NewPipe();
    private readonly Peer peer;
    private readonly EngineLoop loop;
    private readonly Waiting waiting = new();
    private int syncs;

    public Loop()
    {
        peer = new Peer(pipe.Reader.AsStream(), Stream.Null);
        var outbox = new Outbox(pipe.Writer.AsStream(), long.MaxValue);
        var client = new ClientProxy(outbox, new ClientCapabilities());
        loop = new EngineLoop(
            [new DidOpenHandler(), new DidChangeHandler(PositionEncoding.Utf16), new DidCloseHandler(), new DidChangeWatchedFilesHandler()],
            [waiting],
            client,
            new StateFeed(new EngineState()))
        {
            TextsChanged = Told.Enqueue,
        };
        _ = outbox.PumpAsync(life.Token);
        _ = loop.RunAsync(life.Token);
    }

    /// <summary>What the analyst was told.</summary>
    public ConcurrentQueue<EngineState> Told { get; } = new();

    public async Task TellAsync(params Message[] messages)
    {
        foreach (var message in messages)
        {
            if (message is Message.Request { Method: Method } request)
                waiting.Expect(request);
            await loop.PostAsync(new EngineEvent.Told(message is Message.Request { Method: Method } asked ? asked with { Params = Waiting.Parameters(asked.Id) } : message), life.Token);
        }
    }

    /// <summary>The request as its handler got it.</summary>
    public async Task<(EngineState State, TaskCompletionSource<Answer> Answer)> AskedAsync(int id)
    {
        var (state, answer) = waiting.Of(id.ToString(CultureInfo.InvariantCulture));
        return (await state.Task.WaitAsync(life.Token), answer);
    }

    /// <summary>All before this is dealt with, and nothing was said that was not heard.</summary>
    public async Task SyncAsync()
    {
        var id = $"\"sync:{++syncs}\"";
        await TellAsync(new Message.Request(new MessageId(id), Methods.Ping, default));
        await HearAsync($$"""{"id":{{id}},"result":null}""");
    }

    public async Task HearAsync(string pattern)
    {
        var heard = await peer.HearAsync(life.Token);
        Assert.True(heard is { } message && JsonPattern.Matches(pattern, message), $"expected: {pattern}\n   heard: {heard?.GetRawText()}");
    }

    public async Task<IReadOnlyList<string>> HearAllAsync(int count)
    {
        var all = new List<string>();
        while (all.Count < count)
            all.Add((await peer.HearAsync(life.Token))!.Value.GetRawText());
        await SyncAsync();
        return all;
    }

    public void Dispose()
    {
        life.Cancel();
        life.Dispose();
    }

    /// <summary>Answers when and what the test says.</summary>
    private sealed class Waiting : ISnapshotHandler
    {
        private readonly ConcurrentDictionary<string, (TaskCompletionSource<EngineState> State, TaskCompletionSource<Answer> Answer)> asked = new(StringComparer.Ordinal);

        public string Method => Loop.Method;

        public static JsonElement Parameters(MessageId id)
        {
            using var document = JsonDocument.Parse($"[{id.Json}]");
            return document.RootElement.Clone();
        }

        public void Expect(Message.Request request) =>
            asked[request.Id.Json] = (new(TaskCreationOptions.RunContinuationsAsynchronously), new(TaskCreationOptions.RunContinuationsAsynchronously));

        public (TaskCompletionSource<EngineState> State, TaskCompletionSource<Answer> Answer) Of(string id) => asked[id];

        public Task<Answer> AnswerAsync(EngineState state, JsonElement parameters, CancellationToken cancellationToken)
        {
            var (seen, answer) = Of(parameters[0].GetRawText());
            seen.SetResult(state);
            return answer.Task.WaitAsync(cancellationToken);
        }
    }
}
