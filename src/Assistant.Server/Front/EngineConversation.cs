using System.Text.Json;
using Assistant.Protocol.Messages;
using Assistant.Protocol.Types;
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
    private bool trusted;
    private int ticks;
    private int unansweredPings;
    private string? cause;

    public bool IsCurrent(int generation) => engine.IsCurrent(generation);

    /// <summary>Starts an engine for what the client has opened, in place of the one that runs.</summary>
    public void Start(ClientState state)
    {
        GiveUpAll(ErrorCode.ServerCancelled, "the engine is started again: ask again");
        asked.Clear();
        status.BeginEngine();
        unansweredPings = 0;
        var solution = state.Solution;
        try
        {
            trusted = state.Settings.Trusted ?? (solution is not null && trust.IsTrusted(WorkspaceTarget.Find(solution).Root));
            engine.Start((long)state.Settings.EngineMegabytes << 20);
        }
        catch (Exception failure) when (failure is IOException or WorkspaceException)
        {
            engine.Stop();
            status.Say(new EngineReport("degraded", failure.Message));
            return;
        }

        status.Say(new EngineReport("loading", solution is null ? "looking at the open files" : $"opening {Path.GetFileName(solution)}", solution));
        var options = new EngineOptions(solution, trusted, state.Settings.Properties, state.Settings.Diagnostics, state.Settings.BesideRoslyn, PositionEncodings.NameOf(state.Encoding));
        var parameters = state.Parameters with { InitializationOptions = JsonSerializer.SerializeToElement(options, ServerJson.Default.EngineOptions) };
        engine.TryPost(MessageWriter.Request(InitializeId, Methods.Initialize, parameters, ProtocolJson.Default.InitializeParams));
        foreach (var document in state.Documents)
        {
            var item = new TextDocumentItem(document.Uri, "csharp", document.Version, document.Text ?? "");
            engine.TryPost(MessageWriter.Notification(Methods.DidOpen, new DidOpenParams(item), ProtocolJson.Default.DidOpenParams));
        }
    }

    /// <summary>Passes a request on; it is answered at once when no engine runs.</summary>
    public void Ask(MessageId id, string method, ReadOnlyMemory<byte> body)
    {
        if (id == PingId || id == InitializeId)
            Fail(id, ErrorCode.InvalidRequest, "the server calls a request of its own by this id");
        else if (pending.Contains(id))
            Fail(id, ErrorCode.InvalidRequest, "a request with this id waits for its answer");
        else if (pending.Count >= PendingRequests.Most)
            Fail(id, ErrorCode.RequestFailed, $"{PendingRequests.Most} requests wait already");
        else if (!engine.TryPost(body))
            Fail(id, ErrorCode.ServerCancelled, $"no engine runs: {status.Report.Message}");
        else
            pending.Add(id, method);
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
        if (!pending.Remove(id))
            return;
        Fail(id, code, message);
        engine.TryPost(MessageWriter.Cancel(id));
    }

    /// <summary>Answers all requests with an error.</summary>
    public void GiveUpAll(ErrorCode code, string message)
    {
        foreach (var id in pending.RemoveAll())
            Fail(id, code, message);
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
            case Message.Response response when pending.Remove(response.Id):
                client.TryPost(body);
                break;
            case Message.Notification { Method: EngineReport.Method } told when Parameters.Read(told.Params, ServerJson.Default.EngineReport) is { } report:
                status.Say(report);
                if (report.IsFinal)
                    engine.Stop();
                break;
            case Message.Notification:
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
        status.BeginEngine();
        status.Say(engine.PlanNext() is { } wait
            ? new EngineReport("degraded", $"{why}; the next one starts in {wait.TotalSeconds:0} s", status.Report.Solution)
            : new EngineReport("off", $"{why}, for the {EngineSupervisor.MostEnds}th time in a short while: see the log, then run the command {Methods.RestartCommand}", status.Report.Solution));
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
    public AssistantStatus? StatusNews(ClientState state) => status.News(trusted, state.Solutions, engine.MemoryBytes);

    /// <summary>Ends the engine for good.</summary>
    public void Stop() => engine.Stop();

    public void Dispose() => engine.Dispose();

    private void End(string why)
    {
        cause = why;
        unansweredPings = 0;
        engine.Kill();
    }

    private void Fail(MessageId id, ErrorCode code, string message) => client.TryPost(MessageWriter.Error(id, new ResponseError(code, message)));
}
