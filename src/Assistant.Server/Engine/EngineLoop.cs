using System.Text.Json;
using System.Threading.Channels;
using Assistant.Protocol.Messages;
using Assistant.Protocol.Types;
using Assistant.Server.Messaging;

namespace Assistant.Server.Engine;

/// <summary>
/// The engine's order of things. Messages are taken as they came. One that changes texts is applied alone and at once. One
/// that asks is answered beside the others, on the state of its arrival, which never changes; it holds nobody up and can be
/// taken back. The loop alone changes the state, also by what is learned beside it, and alone sends answers: one to each
/// request, and ContentModified instead of one whose text has changed.
/// </summary>
internal sealed class EngineLoop(IReadOnlyCollection<IMutatingHandler> mutating, IReadOnlyCollection<ISnapshotHandler> asking, ClientProxy client, StateFeed feed)
{
    private const int MostEvents = 4096;

    private readonly Channel<EngineEvent> events = Channel.CreateBounded<EngineEvent>(MostEvents);
    private readonly Dictionary<string, IMutatingHandler> mutatingByMethod = mutating.ToDictionary(handler => handler.Method, StringComparer.Ordinal);
    private readonly Dictionary<string, ISnapshotHandler> askingByMethod = asking.ToDictionary(handler => handler.Method, StringComparer.Ordinal);
    private readonly Dictionary<MessageId, CancellationTokenSource> running = [];
    private long arrivals;

    /// <summary>Told of a state in which texts or files are others than before; set before <see cref="RunAsync"/>.</summary>
    public Action<EngineState> TextsChanged { get; set; } = _ => { };

    /// <summary>Told of two states that follow each other, between which something was found; set before <see cref="RunAsync"/>.</summary>
    public Action<EngineState, EngineState> FindingsChanged { get; set; } = (_, _) => { };

    /// <summary>Hands the loop something to deal with.</summary>
    public ValueTask PostAsync(EngineEvent happened, CancellationToken cancellationToken) => events.Writer.WriteAsync(happened, cancellationToken);

    /// <summary>Deals with events until the token is cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var state = feed.Newest;
        await foreach (var happened in events.Reader.ReadAllAsync(cancellationToken))
        {
            var before = state;
            switch (happened)
            {
                case EngineEvent.Told { Message: Message.Request request }:
                    Ask(request, state, cancellationToken);
                    break;
                case EngineEvent.Told { Message: Message.Notification told }:
                    state = Apply(told, state);
                    break;
                case EngineEvent.Told { Message: Message.Response response }:
                    client.Answered(response);
                    break;
                case EngineEvent.Learned learned:
                    state = learned.Apply(state);
                    break;
                case EngineEvent.Answered answered:
                    Send(answered, state);
                    break;
                default:
                    break;
            }

            if (ReferenceEquals(before, state))
                continue;
            feed.Publish(state);
            if (!ReferenceEquals(before.Findings, state.Findings))
                FindingsChanged(before, state);
            if (!ReferenceEquals(before.Documents, state.Documents) || !ReferenceEquals(before.DiskChanges, state.DiskChanges) || before.ProjectChanges != state.ProjectChanges)
                TextsChanged(state);
        }
    }

    private EngineState Apply(Message.Notification told, EngineState state)
    {
        if (mutatingByMethod.TryGetValue(told.Method, out var handler))
            return handler.Apply(state, told.Params);
        if (told.Method == Methods.Cancel && Parameters.Read(told.Params, ProtocolJson.Default.CancelParams) is { Id.ValueKind: JsonValueKind.Number or JsonValueKind.String } cancelled)
            running.GetValueOrDefault(new MessageId(cancelled.Id.GetRawText()))?.Cancel();
        else if (told.Method == Methods.CancelProgress && Parameters.Read(told.Params, ProtocolJson.Default.ProgressToken) is { } progress)
            client.CancelProgress(progress.Token);
        return state;
    }

    private void Ask(Message.Request request, EngineState state, CancellationToken cancellationToken)
    {
        if (request.Method == Methods.Ping)
        {
            client.Send(MessageWriter.NoResult(request.Id));
            return;
        }

        if (!askingByMethod.TryGetValue(request.Method, out var handler))
        {
            client.Send(MessageWriter.Error(request.Id, new ResponseError(ErrorCode.MethodNotFound, $"{request.Method} is not answered here")));
            return;
        }

        var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        running[request.Id] = stop;
        var asked = state with { Arrival = ++arrivals };
        _ = Task.Run(() => AnswerAsync(handler, request, asked, stop.Token), CancellationToken.None);
    }

    private async Task AnswerAsync(ISnapshotHandler handler, Message.Request request, EngineState state, CancellationToken cancellationToken)
    {
        Answer answer;
        try
        {
            answer = await handler.AnswerAsync(state, request.Params, cancellationToken);
        }
        catch (OperationCanceledException)
        {
            answer = Answer.Failed(ErrorCode.RequestCancelled, "taken back");
        }
#pragma warning disable CA1031 // A fault of a handler is an answer too: the server goes on.
        catch (Exception failure)
#pragma warning restore CA1031
        {
            answer = Answer.Failed(ErrorCode.InternalError, $"{failure.GetType().Name}: {failure.Message}");
        }

        try
        {
            await PostAsync(new EngineEvent.Answered(request.Id, answer, state), CancellationToken.None);
        }
        catch (ChannelClosedException)
        {
            // The engine is about to end.
        }
    }

    private void Send(EngineEvent.Answered answered, EngineState state)
    {
        if (running.Remove(answered.Id, out var stop))
            stop.Dispose();
        var isStale = answered.Answer.Uri is { } uri && !ReferenceEquals(answered.Asked.Documents.GetValueOrDefault(uri), state.Documents.GetValueOrDefault(uri));
        var answer = isStale ? answered.Answer.WhenStale ?? Answer.Failed(ErrorCode.ContentModified, "the text changed meanwhile: ask again") : answered.Answer;
        client.Send(answer.Write(answered.Id));
    }
}
