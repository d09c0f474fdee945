using System.Text.Json;
using System.Text.Json.Nodes;
using Assistant.Platform;
using Assistant.Protocol.Types;
using Assistant.Server.Documents;
using Assistant.Server.Messaging;
using Assistant.Workspace;
using Range = Assistant.Protocol.Types.Range;

namespace Assistant.Cli.Benchmarks;

/// <summary>A server that was started for the measured solution, and what is done with it in one step.</summary>
internal sealed class ServerSession : IAsyncDisposable
{
    private static readonly TimeSpan LoadTime = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan RestTime = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(250);
    private const int RestingGlances = 4;
    private const double Resting = 0.05;

    private readonly BenchmarkContext context;

    private ServerSession(BenchmarkContext context, ServerClient client)
    {
        this.context = context;
        Client = client;
    }

    public ServerClient Client { get; }

    /// <summary>Starts a server and awaits its answer to <c>initialize</c>.</summary>
    /// <param name="context">What is measured.</param>
    /// <param name="cache">The folder of its caches.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public static async Task<ServerSession> StartAsync(BenchmarkContext context, string cache, CancellationToken cancellationToken)
    {
        var command = new OwnProcess(context.Opened.Sdk.DotnetExecutable, cache);
#pragma warning disable CA2000 // The session ends it.
        var session = new ServerSession(context, new ServerClient(command.Start(["serve"], context.Snapshot.Root)));
#pragma warning restore CA2000
        try
        {
            var properties = context.Target.Request.Properties.Select(property => KeyValuePair.Create<string, JsonNode?>(property.Key, property.Value));
            var options = new JsonObject { ["solution"] = context.Target.Path, ["trusted"] = true, ["diagnostics"] = true, ["properties"] = new JsonObject(properties) };
            var answer = await session.Client.AskAsync(
                Methods.Initialize,
                new InitializeParams
                {
                    ProcessId = Environment.ProcessId,
                    RootUri = DocumentUri.Of(context.Snapshot.Root),
                    Capabilities = new ClientCapabilities { Workspace = new(ApplyEdit: true, new(DocumentChanges: true)) },
                    InitializationOptions = JsonSerializer.SerializeToElement(options, BenchmarkJson.Default.JsonObject),
                },
                ProtocolJson.Default.InitializeParams,
                cancellationToken);
            return answer.Error is { } error ? throw new WorkspaceException($"the server did not begin: {error.Message}") : session;
        }
        catch
        {
            await session.DisposeAsync();
            throw;
        }
    }

    /// <summary>Lets it open the solution and waits until it is ready, or degraded: then it says what it does without.</summary>
    public async Task LoadAsync(CancellationToken cancellationToken)
    {
        await Client.TellAsync(Methods.Initialized, new JsonObject(), BenchmarkJson.Default.JsonObject, cancellationToken);
        if (await Client.UntilAsync(() => Client.Status is { State: not "loading" } status ? status : null, LoadTime, context.Time, cancellationToken) is not { State: "ready" or "degraded" })
            throw new WorkspaceException($"the server is not ready: {Client.Status?.Message}");
    }

    /// <summary>Opens a document.</summary>
    public async Task<ServerDocument> OpenAsync(string path, string text, CancellationToken cancellationToken)
    {
        var document = new ServerDocument(Client, DocumentUri.Of(Path.GetFullPath(Path.Combine(context.Snapshot.Root, path))), text);
        await document.OpenAsync(cancellationToken);
        return document;
    }

    /// <summary>Waits for what is published of a document as it is now; null when that takes too long.</summary>
    public Task<PublishDiagnosticsParams?> DiagnosticsAsync(ServerDocument document, TimeSpan patience, CancellationToken cancellationToken) => Client.UntilAsync(
        () => Client.PublishedOf(document.Uri) is { } found && found.Version == document.Version ? found : null, patience, context.Time, cancellationToken);

    /// <summary>The actions at a place.</summary>
    /// <param name="uri">The document.</param>
    /// <param name="range">The place.</param>
    /// <param name="kind">Of which kind; null for what belongs into a lightbulb.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns>Null when the server gave an error instead.</returns>
    public async Task<IReadOnlyList<CodeAction>?> ActionsAsync(string uri, Range range, string? kind, CancellationToken cancellationToken)
    {
        var answer = await Client.AskAsync(Methods.CodeAction, Asking(uri, range, kind), ProtocolJson.Default.CodeActionParams, cancellationToken);
        return answer.Error is null ? answer.Result.Deserialize(ProtocolJson.Default.IReadOnlyListCodeAction) : null;
    }

    /// <summary>What is said to ask for actions.</summary>
    public static CodeActionParams Asking(string uri, Range range, string? kind) => new(new TextDocumentId(uri), range, new(kind is null ? null : [kind], TriggerKind: 1));

    /// <summary>Waits until the engine has nothing to do, such as preparing what may be asked next.</summary>
    public async Task RestAsync(CancellationToken cancellationToken)
    {
        var started = context.Time.GetTimestamp();
        for (var resting = 0; resting < RestingGlances && context.Time.GetElapsedTime(started) < RestTime;)
            resting = (await BusyAsync(Glance, cancellationToken)).Engine < Resting ? resting + 1 : 0;
    }

    /// <summary>Watches for a while.</summary>
    /// <returns>Time on processors of both processes, as a part of that while.</returns>
    public async Task<(double Front, double Engine)> BusyAsync(TimeSpan span, CancellationToken cancellationToken)
    {
        var (started, front, engine) = (context.Time.GetTimestamp(), Usage(Client.Front), Usage(Client.Engine));
        await Task.Delay(span, context.Time, cancellationToken);
        var (frontAfter, engineAfter, taken) = (Usage(Client.Front), Usage(Client.Engine), context.Time.GetElapsedTime(started));
        return ((frontAfter.Processor - front.Processor) / taken, (engineAfter.Processor - engine.Processor) / taken);
    }

    /// <summary>Physical memory of both processes, in bytes.</summary>
    public (long Front, long Engine) Memory() => (Usage(Client.Front).MemoryBytes, Usage(Client.Engine).MemoryBytes);

    public ValueTask DisposeAsync() => Client.DisposeAsync();

    private static ProcessUsage Usage(int? id) => id is { } known ? OtherProcess.UsageOf(known) ?? default : default;
}
