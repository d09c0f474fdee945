using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using System.Threading.Channels;
using Assistant.Platform;
using Assistant.Protocol.Framing;
using Assistant.Protocol.Messages;
using Assistant.Protocol.Types;
using Assistant.Server.Documents;
using Assistant.Server.Messaging;
using Assistant.Workspace;

namespace Assistant.Server.Front;

/// <summary>
/// The process an editor speaks with. It holds the open texts and what waits for an answer, and runs nothing of a
/// workspace: that is done by an engine, another process, which may die at any moment and gets the texts anew.
/// The law: everything that happens is an event; one loop takes the events in the order in which they came and alone changes
/// what is known here. The loop waits for nobody: what it sends goes to outboxes, what takes time comes back as an event.
/// A change of a text is applied and passed on where it stands in that order, so an engine that reads the same messages
/// holds the same texts. Every request gets one answer: the engine's, or an error when it is taken back, overdue or the
/// engine is gone.
/// </summary>
internal sealed class FrontServer : IDisposable
{
    private const int MostEvents = 1024;
    private const long MostUnreadBytes = 256L << 20;
    private static readonly TimeSpan TickTime = TimeSpan.FromSeconds(1);

    private readonly Channel<FrontEvent> events = Channel.CreateBounded<FrontEvent>(MostEvents);
    private readonly CancellationTokenSource life = new();
#pragma warning disable CA2213 // The process' own stream, not ours to close.
    private readonly Stream input;
#pragma warning restore CA2213
    private readonly Outbox outbox;
    private readonly TimeProvider time;
    private readonly FrontSettings defaults;
    private readonly EngineConversation engine;
    private ClientState? client;
    private bool shutDown;
    private readonly HashSet<string> warned = new(StringComparer.Ordinal);
    private string? logged;

    /// <param name="input">What the client writes.</param>
    /// <param name="output">What the client reads.</param>
    /// <param name="launcher">Starts engines.</param>
    /// <param name="defaults">What holds where the client says nothing.</param>
    /// <param name="time">Clock.</param>
    public FrontServer(Stream input, Stream output, IEngineLauncher launcher, FrontSettings defaults, TimeProvider time)
    {
        this.input = input;
        this.time = time;
        this.defaults = defaults;
        outbox = new Outbox(output, MostUnreadBytes);
#pragma warning disable CA2000 // The conversation ends it.
        engine = new EngineConversation(
            outbox,
            new EngineSupervisor(launcher, time, events.Writer.WriteAsync, life.Token),
            new PendingRequests(time, id => _ = events.Writer.WriteAsync(new FrontEvent.Overdue(id), life.Token).AsTask()),
            new TrustStore(defaults.Folders));
#pragma warning restore CA2000
    }

    /// <summary>Serves the client until it ends.</summary>
    /// <returns>0 when it said so in the right order, as the protocol asks; else 1.</returns>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        using var stop = cancellationToken.Register(() => events.Writer.TryComplete());
        using var tick = time.CreateTimer(_ => events.Writer.TryWrite(new FrontEvent.Tick()), null, TickTime, TickTime);
        var pump = outbox.PumpAsync(life.Token);
        // A client that closes what we write to has gone, whatever else is still open.
        _ = pump.ContinueWith(_ => events.Writer.WriteAsync(new FrontEvent.ClientClosed(null), life.Token).AsTask(), life.Token, TaskContinuationOptions.None, TaskScheduler.Default);
        _ = Task.Factory.StartNew(ReadClientAsync, life.Token, TaskCreationOptions.LongRunning, TaskScheduler.Default).Unwrap();
        var code = 1;
        await foreach (var happened in events.Reader.ReadAllAsync(CancellationToken.None))
        {
            if (Handle(happened) is { } exit)
            {
                code = exit;
                break;
            }

            TellStatus();
        }

        engine.Stop();
        outbox.Complete();
        // What the client has not read by now it will not miss.
        await Task.WhenAny(pump, Task.Delay(TickTime, time, CancellationToken.None));
        await life.CancelAsync();
        return code;
    }

    public void Dispose()
    {
        engine.Dispose();
        life.Dispose();
    }

    private async Task ReadClientAsync()
    {
        string? problem = null;
        try
        {
            var reader = new FrameReader(input);
            while (await reader.ReadAsync(life.Token) is { } frame)
                await events.Writer.WriteAsync(new FrontEvent.FromClient(frame), life.Token);
        }
        catch (Exception failure) when (failure is FramingException or IOException)
        {
            problem = failure.Message;
        }

        await events.Writer.WriteAsync(new FrontEvent.ClientClosed(problem), life.Token);
    }

    /// <returns>The exit code, or null to go on.</returns>
    private int? Handle(FrontEvent happened)
    {
        switch (happened)
        {
            case FrontEvent.FromClient { Frame.IsTooLong: true } tooLong:
                Fail(null, ErrorCode.InvalidRequest, $"a message of {tooLong.Frame.Length} bytes was passed over: the limit is {FrameLimits.Body}");
                client?.Forget();
                if (client is not null)
                    engine.Start(client);
                return null;
            case FrontEvent.FromClient told:
                foreach (var (message, body) in MessageReader.ReadParts(told.Frame.Body))
                {
                    if (FromClient(message, body) is { } code)
                        return code;
                }

                return null;
            case FrontEvent.ClientClosed closed:
                if (closed.Problem is { } problem)
                    Fail(null, ErrorCode.ParseError, $"{problem}; where the next message begins is not known, so the connection ends");
                return 1;
            case FrontEvent.FromEngine told when engine.IsCurrent(told.Generation):
                foreach (var (message, body) in MessageReader.ReadParts(told.Frame.Body))
                    engine.Receive(message, body);
                return null;
            case FrontEvent.EngineEnded ended when engine.IsCurrent(ended.Generation):
                engine.Ended(ended.ExitCode);
                return null;
            case FrontEvent.EngineDue due when engine.IsCurrent(due.Generation) && client is not null:
                engine.Start(client);
                return null;
            case FrontEvent.SolutionsFound found when client is not null && client.Folders == found.Folders:
                client.Solutions = found.Solutions;
                engine.Ensure(client);
                return null;
            case FrontEvent.Overdue overdue:
                engine.GiveUp(overdue.Id, ErrorCode.RequestFailed, "there was no answer in time");
                return null;
            case FrontEvent.Tick:
                engine.Tick(client);
                return client?.Parameters.ProcessId is { } parent && !OtherProcess.IsAlive(parent) ? 1 : null;
            default:
                return null;
        }
    }

    private int? FromClient(Message message, ReadOnlyMemory<byte> body)
    {
        switch (message)
        {
            case Message.Request request:
                Ask(request, body);
                return null;
            case Message.Notification { Method: Methods.Exit }:
                return shutDown ? 0 : 1;
            case Message.Notification told when client is not null && !shutDown:
                Tell(told, body);
                return null;
            case Message.Response response:
                engine.PassAnswer(response.Id, body);
                return null;
            case Message.Unreadable unreadable:
                outbox.TryPost(MessageWriter.Error(unreadable.Id, unreadable.Error));
                return null;
            default:
                return null;
        }
    }

    private void Ask(Message.Request request, ReadOnlyMemory<byte> body)
    {
        var id = request.Id;
        switch (request.Method)
        {
            case Methods.Initialize when client is null:
                Initialize(request);
                break;
            case Methods.Initialize:
                Fail(id, ErrorCode.InvalidRequest, "initialize is sent once");
                break;
            case var _ when client is null:
                Fail(id, ErrorCode.ServerNotInitialized, "initialize comes first");
                break;
            case var _ when shutDown:
                Fail(id, ErrorCode.InvalidRequest, "after shutdown only exit may follow");
                break;
            case Methods.Shutdown:
                shutDown = true;
                engine.GiveUpAll(ErrorCode.RequestCancelled, "the server is shutting down");
                outbox.TryPost(MessageWriter.NoResult(id));
                break;
            case Methods.ExecuteCommand when Read(request.Params, ProtocolJson.Default.ExecuteCommandParams) is { Command: Methods.RestartCommand }:
                engine.Start(client);
                FindSolutions();
                outbox.TryPost(MessageWriter.NoResult(id));
                break;
            case Methods.InlineCompletion when Read(request.Params, ProtocolJson.Default.InlineCompletionParams) is { TextDocument.Uri: var uri }:
                var text = client.Document(uri);
                engine.Ask(id, request.Method, body, isOfUse: () => ReferenceEquals(text, client.Document(uri)));
                break;
            case Methods.CodeAction or Methods.ResolveCodeAction or Methods.ExecuteCommand or Methods.InlineCompletion
                or Methods.Chat or Methods.ChatApply or Methods.ChatHistory or Methods.ChatForget or Methods.ChatMentions:
                engine.Ask(id, request.Method, body, isOfUse: () => true);
                break;
            default:
                Fail(id, ErrorCode.MethodNotFound, Unimplemented.Requests.Contains(request.Method) ? $"{request.Method} is left to another C# server" : $"{request.Method} is not answered here");
                break;
        }
    }

    private void Tell(Message.Notification told, ReadOnlyMemory<byte> body)
    {
        switch (told.Method)
        {
            case Methods.DidOpen when Read(told.Params, ProtocolJson.Default.DidOpenParams) is { } opened && client!.Open(opened.TextDocument):
                engine.Pass(body);
                break;
            case Methods.DidChange when Read(told.Params, ProtocolJson.Default.DidChangeParams) is { } changed && client!.Change(changed):
                engine.Pass(body);
                break;
            case Methods.DidClose when Read(told.Params, ProtocolJson.Default.DocumentParams) is { } closed && client!.Close(closed.TextDocument.Uri):
                engine.Closed(closed.TextDocument.Uri);
                engine.Pass(body);
                break;
            case Methods.Initialized:
                RegisterWatchers();
                FindSolutions();
                break;
            case Methods.Cancel when Read(told.Params, ProtocolJson.Default.CancelParams) is { Id.ValueKind: JsonValueKind.Number or JsonValueKind.String } cancelled:
                engine.GiveUp(new MessageId(cancelled.Id.GetRawText()), ErrorCode.RequestCancelled, "taken back by the client");
                break;
            case Methods.DidChangeWatchedFiles or Methods.CancelProgress:
                engine.Pass(body);
                break;
            case Methods.DidChangeConfiguration when Read(told.Params, ProtocolJson.Default.DidChangeConfigurationParams) is { } changed:
                Configure(changed.Settings);
                break;
            case Methods.DidChangeWorkspaceFolders when Read(told.Params, ProtocolJson.Default.DidChangeWorkspaceFoldersParams) is { Event: var folders }:
                var removed = folders.Removed.Select(folder => DocumentUri.PathOf(folder.Uri)).ToHashSet();
                client!.Folders = [.. client.Folders.Where(folder => !removed.Contains(folder)), .. folders.Added.Select(folder => DocumentUri.PathOf(folder.Uri)).OfType<string>()];
                FindSolutions();
                break;
            case Methods.DidChangeTrust when Read(told.Params, ProtocolJson.Default.TrustParams) is { } trust:
                client!.Settings = client.Settings with { Trusted = trust.Trusted };
                engine.Ensure(client);
                break;
            case Methods.SelectSolution when Read(told.Params, ProtocolJson.Default.SelectSolutionParams) is { } selected && !selected.Path.Contains('\0', StringComparison.Ordinal):
                client!.Selected = Path.GetFullPath(Path.Combine(client.Folders.IsEmpty ? Environment.CurrentDirectory : client.Folders[0], selected.Path));
                engine.Ensure(client);
                break;
            default:
                // Unknown, not for us, or not of the right shape: of a notification nobody wants to hear.
                break;
        }
    }

    private void Initialize(Message.Request request)
    {
        if (Read(request.Params, ProtocolJson.Default.InitializeParams) is not { } parameters)
        {
            Fail(request.Id, ErrorCode.InvalidParams, "the parameters are not those of initialize");
            return;
        }

        var (settings, problem) = ClientSettings.Wanted(defaults.Settings, parameters.InitializationOptions);
        if (settings is null)
        {
            Fail(request.Id, ErrorCode.InvalidParams, problem!);
            return;
        }

        client = new ClientState(parameters, settings);
        outbox.TryPost(MessageWriter.Result(request.Id, Capabilities.Of(client.Encoding), ProtocolJson.Default.InitializeResult));
        var unknown = parameters.InitializationOptions.ValueKind == JsonValueKind.Object ? Settings.UnknownIn(parameters.InitializationOptions) : null;
        foreach (var trouble in new[] { defaults.Problem, unknown }.OfType<string>())
            Warn(trouble);
    }

    private void Configure(JsonElement settings)
    {
        // Editors send all they have, or the part that is named after us.
        var part = ClientSettings.OwnPartOf(settings);
        if (part.ValueKind != JsonValueKind.Object)
            return;
        var (after, problem) = ClientSettings.Wanted(client!.Settings, part);
        if (after is null)
        {
            Warn(problem!);
            return;
        }

        client.Settings = after;
        engine.Ensure(client);
    }

    // Of what can be opened, names alone are looked at; that takes time all the same.
    private void FindSolutions()
    {
        var folders = client!.Folders;
        _ = Task.Run(
            async () =>
            {
                IReadOnlyList<string> found = [];
                try
                {
                    found = SolutionSearch.In(folders);
                }
                catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
                {
                    // A folder went away while it was looked at: there is nothing in it.
                }

                await events.Writer.WriteAsync(new FrontEvent.SolutionsFound(folders, found), life.Token);
            },
            life.Token);
    }

    private void RegisterWatchers()
    {
        if (client!.Parameters.Capabilities?.Workspace?.DidChangeWatchedFiles?.DynamicRegistration != true)
            return;
        var registration = new RegistrationParams.Registration("assistant-files", Methods.DidChangeWatchedFiles, new([.. WatchedFiles.Names.Select(name => new RegistrationParams.Watcher($"**/{name}"))]));
        outbox.TryPost(MessageWriter.Request(new MessageId("\"front:watch\""), Methods.RegisterCapability, new RegistrationParams([registration]), ProtocolJson.Default.RegistrationParams));
    }

    private void TellStatus()
    {
        if (client is not null && !shutDown && engine.StatusNews(client) is { } news)
        {
            outbox.TryPost(MessageWriter.Notification(Methods.Status, news, ProtocolJson.Default.AssistantStatus));
            Log($"{news.State}: {news.Message}");
            if (news.State is "degraded" or "off" && client.Parameters.Capabilities?.Experimental?.AssistantStatus != true)
                Warn(news.Message);
        }
    }

    // The same line again says nothing.
    private void Log(string line)
    {
        if (line != logged)
            outbox.TryPost(MessageWriter.Notification(Methods.LogMessage, new LogMessageParams(3, line), ProtocolJson.Default.LogMessageParams));
        logged = line;
    }

    // Most editors know nothing of our status: what is wrong they show once.
    private void Warn(string message)
    {
        const int Warning = 2;
        if (warned.Add(message))
            outbox.TryPost(MessageWriter.Notification(Methods.ShowMessage, new LogMessageParams(Warning, $"Assistant: {message}"), ProtocolJson.Default.LogMessageParams));
    }

    private void Fail(MessageId? id, ErrorCode code, string message) => outbox.TryPost(MessageWriter.Error(id, new ResponseError(code, message)));

    private static T? Read<T>(JsonElement parameters, JsonTypeInfo<T> type)
        where T : class => Parameters.Read(parameters, type);
}
