using System.Text.Json;
using Assistant.Protocol.Messages;
using Assistant.Protocol.Types;
using Assistant.Protocol.Types.Chat;
using Assistant.Server.Documents;
using Assistant.Server.Messaging;
using Assistant.Workspace;

namespace Assistant.Server.Front;

/// <summary>
/// What the front says to the engine and hears from it: the same protocol as the client's, passed on as it came, with an
/// <c>initialize</c> of the front's own and the open texts in front. Owned by the front's loop.
/// </summary>
internal sealed class EngineConversation(Outbox client, EngineSupervisor engine, PendingRequests pending, TrustStore trust) : IDisposable
{
    private const int TicksBetweenPings = 10;
    private const int MostUnansweredPings = 3;

    private static readonly MessageId InitializeId = new("\"front:initialize\"");
    private static readonly MessageId PingId = new("\"front:ping\"");

    private readonly StatusBoard status = new();
    private readonly HashSet<MessageId> asked = [];
    private EngineOptions? started;
    // What the client shows for the engine, and nobody would take away when the engine is gone.
    private readonly Dictionary<string, JsonElement> progress = new(StringComparer.Ordinal);
    private readonly HashSet<string> published = new(StringComparer.Ordinal);
    private bool trusted;
    private int ticks;
    private int unansweredPings;
    private string? cause;

    public bool IsCurrent(int generation) => engine.IsCurrent(generation);

    /// <summary>Starts an engine for what the client has opened, unless one runs that was started for just this.</summary>
    public void Ensure(ClientState state)
    {
        if (!engine.IsRunning || started is null || Wanted(state).Options?.IsSameAs(started) != true)
            Start(state);
    }

    /// <summary>Starts an engine for what the client has opened, in place of the one that runs.</summary>
    public void Start(ClientState state)
    {
        GiveUpAll(ErrorCode.ServerCancelled, "the engine is started again: ask again");
        TakeAway();
        status.BeginEngine();
        unansweredPings = 0;
        var solution = state.Solution;
        (started, var problem) = Wanted(state);
        if (started is null || (problem = Launch(state.Settings)) is not null)
        {
            engine.Stop();
            status.Say(new EngineReport("degraded", problem!));
            return;
        }

        status.Say(new EngineReport("loading", solution is null ? "looking at the open files" : $"opening {Path.GetFileName(solution)}", solution));
        trusted = started.Trusted;
        var parameters = state.Parameters with { InitializationOptions = JsonSerializer.SerializeToElement(started, ServerJson.Default.EngineOptions) };
        engine.TryPost(MessageWriter.Request(InitializeId, Methods.Initialize, parameters, ProtocolJson.Default.InitializeParams));
        foreach (var document in state.Documents)
        {
            if (document.Text is not { } text)
                continue;
            var item = new TextDocumentItem(document.Uri, "csharp", document.Version, text);
            engine.TryPost(MessageWriter.Notification(Methods.DidOpen, new DidOpenParams(item), ProtocolJson.Default.DidOpenParams));
        }
    }

    /// <summary>Passes a request on; it is answered at once when no engine runs.</summary>
    /// <param name="id">The client's name for it.</param>
    /// <param name="method">What it asks.</param>
    /// <param name="body">All of it.</param>
    /// <param name="isOfUse">Whether an answer that comes now still is.</param>
    public void Ask(MessageId id, string method, ReadOnlyMemory<byte> body, Func<bool> isOfUse)
    {
        var request = new PendingRequests.Pending(id, method, isOfUse);
        if (id == PingId || id == InitializeId)
            Fail(id, ErrorCode.InvalidRequest, "the server calls a request of its own by this id");
        else if (pending.Contains(id))
            Fail(id, ErrorCode.InvalidRequest, "the engine works on a request with this id");
        else if (pending.Count >= PendingRequests.Most)
            Fail(request, ErrorCode.RequestFailed, $"{PendingRequests.Most} requests wait already");
        else if (!engine.TryPost(body))
            Fail(request, ErrorCode.ServerCancelled, $"no engine runs: {status.Report.Message}");
        else
            pending.Add(request);
    }

    /// <summary>Passes a notification on; it is lost when no engine runs.</summary>
    public void Pass(ReadOnlyMemory<byte> body) => engine.TryPost(body);

    /// <summary>Passes the client's answer to a request of the engine on.</summary>
    public void PassAnswer(MessageId id, ReadOnlyMemory<byte> body)
    {
        if (asked.Remove(id))
            engine.TryPost(body);
    }

    /// <summary>Answers a request with an error in the engine's place, if it has not been answered.</summary>
    public void GiveUp(MessageId id, ErrorCode code, string message)
    {
        if (pending.GiveUp(id) is not { } request)
            return;
        Fail(request, code, message);
        engine.TryPost(MessageWriter.Cancel(id));
    }

    /// <summary>Answers all requests with an error.</summary>
    public void GiveUpAll(ErrorCode code, string message)
    {
        foreach (var request in pending.RemoveAll())
            Fail(request, code, message);
    }

    /// <summary>A document is open no longer: what an engine showed of it is gone, whether one runs or not.</summary>
    public void Closed(string uri)
    {
        if (!engine.IsRunning && published.Remove(uri))
            Clear(uri);
    }

    /// <summary>The engine said something.</summary>
    public void Receive(Message message, ReadOnlyMemory<byte> body)
    {
        switch (message)
        {
            case Message.Response response when response.Id == PingId:
                unansweredPings = 0;
                break;
            // What was answered in the engine's place is answered.
            case Message.Response response when pending.Remove(response.Id) is { } request:
                client.TryPost(request.IsOfUse() ? body : MessageWriter.NoResult(request.Id));
                break;
            case Message.Notification { Method: EngineReport.Method } told when Parameters.Read(told.Params, ServerJson.Default.EngineReport) is { } report:
                status.Say(report);
                if (report.IsFinal)
                {
                    GiveUpAll(ErrorCode.ServerCancelled, report.Message);
                    engine.Stop();
                }
                else if (report.IsStuck)
                {
                    End(report.Message);
                }

                break;
            case Message.Notification told:
                Remember(told);
                client.TryPost(body);
                break;
            case Message.Request request:
                asked.Add(request.Id);
                client.TryPost(body);
                break;
            default:
                break;
        }
    }

    /// <summary>The engine has ended by itself, or was made to.</summary>
    public void Ended(int exitCode)
    {
        var why = cause ?? $"the engine ended with exit code {exitCode}";
        cause = null;
        GiveUpAll(ErrorCode.ServerCancelled, $"{why}: ask again");
        TakeAway();
        status.BeginEngine();
        status.Say(engine.PlanNext() is { } wait
            ? new EngineReport("degraded", $"{why}; the next one starts in {wait.TotalSeconds:0} s", status.Report.Solution)
            : new EngineReport("off", $"{why}, for the {EngineSupervisor.MostEnds}th time in a short while: see the log, then start it again ({Methods.RestartCommand})", status.Report.Solution));
    }

    /// <summary>A second has gone by.</summary>
    public void Tick(ClientState? state)
    {
        if (state is null || !engine.IsRunning || ++ticks % TicksBetweenPings != 0)
            return;
        if (engine.MemoryBytes >> 20 is var megabytes && megabytes > state.Settings.EngineMegabytes)
            End($"the engine took {megabytes} MB of the {state.Settings.EngineMegabytes} MB it may (\"engineMegabytes\" changes that)");
        else if (unansweredPings++ >= MostUnansweredPings)
            End($"the engine did not answer for {MostUnansweredPings * TicksBetweenPings} seconds");
        else
            engine.TryPost(MessageWriter.Request(PingId, Methods.Ping));
    }

    /// <summary>What the client does not know yet of how the assistant is; null when it knows all.</summary>
    public AssistantStatus? StatusNews(ClientState state) => status.News(trusted, state.Solutions, state.Settings, () => engine.MemoryBytes);

    /// <summary>Ends the engine for good.</summary>
    public void Stop() => engine.Stop();

    public void Dispose() => engine.Dispose();

    private void Remember(Message.Notification told)
    {
        if (told.Method == Methods.PublishDiagnostics && Parameters.Read(told.Params, ProtocolJson.Default.PublishDiagnosticsParams) is { } shown)
        {
            if (shown.Diagnostics.Count > 0)
                published.Add(shown.Uri);
            else
                published.Remove(shown.Uri);
        }
        else if (told.Method == Methods.Progress && Parameters.Read(told.Params, ProtocolJson.Default.ProgressParams) is { } step)
        {
            // What else comes under a token is a part of an answer, and shows nothing that would have to be taken away.
            if (step.Value.Kind == "end")
                progress.Remove(step.Token.GetRawText());
            else if (step.Value.Kind == "begin")
                progress[step.Token.GetRawText()] = step.Token;
        }
    }

    private void TakeAway()
    {
        foreach (var token in progress.Values)
            client.TryPost(MessageWriter.Notification(Methods.Progress, new ProgressParams(token, new ProgressParams.WorkDone("end")), ProtocolJson.Default.ProgressParams));
        foreach (var uri in published)
            Clear(uri);
        progress.Clear();
        published.Clear();
        asked.Clear();
    }

    private void Clear(string uri) =>
        client.TryPost(MessageWriter.Notification(Methods.PublishDiagnostics, new PublishDiagnosticsParams(uri, null, []), ProtocolJson.Default.PublishDiagnosticsParams));

    private string? Launch(Settings settings)
    {
        try
        {
            engine.Start((long)settings.EngineMegabytes << 20);
            return null;
        }
        catch (IOException failure)
        {
            return failure.Message;
        }
    }

    private (EngineOptions? Options, string? Problem) Wanted(ClientState state)
    {
        try
        {
            var settings = state.Settings;
            var isTrusted = settings.Trusted ?? (state.Solution is { } solution && trust.IsTrusted(WorkspaceTarget.Find(solution).Root));
            return (new EngineOptions(state.Solution, isTrusted, settings.Properties, settings.Diagnostics, settings.BesideRoslyn, PositionEncodings.NameOf(state.Encoding), [.. settings.Tiers.Values.Select(EngineOptions.Tier.Of)]), null);
        }
        catch (WorkspaceException exception)
        {
            return (null, exception.Message);
        }
    }

    private void End(string why)
    {
        cause = why;
        unansweredPings = 0;
        engine.Kill();
    }

    // Who types is not told of errors: there is nothing to show. Who takes a request back gets what the protocol has for that, and who stops an answer an answer.
    private void Fail(PendingRequests.Pending request, ErrorCode code, string message)
    {
        if (request.Method == Methods.InlineCompletion && code != ErrorCode.RequestCancelled)
            client.TryPost(MessageWriter.NoResult(request.Id));
        else if (request.Method == Methods.Chat && code == ErrorCode.RequestCancelled)
            client.TryPost(MessageWriter.Result(request.Id, new ChatResult("cancelled", null, []), ProtocolJson.Default.ChatResult));
        else
            Fail(request.Id, code, message);
    }

    private void Fail(MessageId id, ErrorCode code, string message) => client.TryPost(MessageWriter.Error(id, new ResponseError(code, message)));
}
