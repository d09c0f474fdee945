using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Assistant.Core.Proposing;
using Assistant.Models;
using Assistant.Models.Machine;
using Assistant.Platform;
using Assistant.Protocol.Framing;
using Assistant.Protocol.Messages;
using Assistant.Protocol.Types;
using Assistant.Server.Chat;
using Assistant.Server.Documents;
using Assistant.Server.Engine.Analysis;
using Assistant.Server.Engine.Chat;
using Assistant.Server.Engine.Completion;
using Assistant.Server.Engine.Handlers.Notifications;
using Assistant.Server.Engine.Handlers.Requests;
using Assistant.Server.Messaging;
using Assistant.Server.Models;
using Assistant.Workspace;

namespace Assistant.Server.Engine;

/// <summary>
/// The engine's process: hears from the front what to open, takes the Roslyn of that solution's SDK, and works until the
/// front is gone. Without trust it takes the Roslyn of this machine's newest SDK and opens nothing.
/// </summary>
/// <param name="folders">Where the user's caches are.</param>
/// <param name="host">How the model host is started, when a model of it is asked.</param>
/// <param name="time">Clock.</param>
internal sealed class EngineHost(UserFolders folders, HostLaunch host, TimeProvider time)
{
    private const long MostUnreadBytes = 256L << 20;

    // Compiling keeps a thread for each processor busy; requests are answered beside it.
    private static readonly int MinThreads = Environment.ProcessorCount + 4;

    // What is in the middle of ending its children gets this long.
    private static readonly TimeSpan EndingTime = TimeSpan.FromSeconds(1.5);

    /// <summary>Works until the front is gone; then it ends the process, whatever code of the workspace is running in it.</summary>
    /// <param name="input">What the front writes. It is read on a thread of its own, on which reads may block.</param>
    /// <param name="output">What the front reads.</param>
    public async Task RunAsync(Stream input, Stream output)
    {
        using var life = new CancellationTokenSource();
        ThreadPool.GetMinThreads(out _, out var completionThreads);
        ThreadPool.SetMinThreads(MinThreads, completionThreads);
        var outbox = new Outbox(output, MostUnreadBytes);
        var pump = outbox.PumpAsync(CancellationToken.None);
        var reader = new FrameReader(input);
        if (await FirstAsync(reader) is not { } parameters || Parameters.Read(parameters.InitializationOptions, ServerJson.Default.EngineOptions) is not { } options)
            return;
        var client = new ClientProxy(outbox, parameters.Capabilities ?? new ClientCapabilities());
        try
        {
            var trusted = options is { Trusted: true, Solution: { } solution } ? TrustedWorkspace.GrantedByUser(WorkspaceTarget.Find(solution)) : null;
            var sdk = trusted is null ? SdkResolver.Newest() : SdkResolver.Resolve(trusted);
            var roslyn = SdkRoslyn.Load(sdk);
            await WorkAsync(reader, client, options, sdk, roslyn, trusted is null ? null : new WorkspaceLoading(trusted, sdk, roslyn, new SolutionOpener(folders, time), options.Properties), ChatsOf(options, parameters), life);
        }
        catch (WorkspaceException exception)
        {
            client.Tell(EngineReport.Method, new EngineReport("degraded", exception.Message, options.Solution, IsFinal: true), ServerJson.Default.EngineReport);
            outbox.Complete();
            await pump;
        }
    }

    private static async Task<InitializeParams?> FirstAsync(FrameReader reader) =>
        await reader.ReadAsync(CancellationToken.None) is { } frame && MessageReader.Read(frame.Body) is [Message.Request { Method: Methods.Initialize } request]
            ? Parameters.Read(request.Params, ProtocolJson.Default.InitializeParams)
            : null;

    // Conversations belong to the solution, and without one to the opened folder.
    private ChatStore? ChatsOf(EngineOptions options, InitializeParams parameters) =>
        (options.Solution is { } solution ? Path.GetDirectoryName(solution) : (parameters.WorkspaceFolders is [var first, ..] ? first.Uri : parameters.RootUri) is { } uri ? DocumentUri.PathOf(uri) : null) is { } folder
            ? new ChatStore(folders, folder)
            : null;

    // Apart, so that nothing that mentions Roslyn is compiled before Roslyn has been found.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private async Task WorkAsync(FrameReader reader, ClientProxy client, EngineOptions options, Sdk sdk, RoslynHost roslyn, WorkspaceLoading? loading, ChatStore? chats, CancellationTokenSource life)
    {
        var encoding = PositionEncodings.Choose([options.Encoding]);
        var feed = new StateFeed(new EngineState());
        var rules = new RulesTier(FixProviders.In(roslyn.FeatureAssemblies));
        var writer = new EditWriter(client.Capabilities, encoding);
        var publisher = new DiagnosticsPublisher(client, encoding, options.Diagnostics);
        var fixAll = new FixAll(feed, rules, writer, isLoading: loading is not null, time);
        var completions = new InlineCompletions(new LooseFiles(sdk.DotnetRoot), isLoading: loading is not null, feed);
        var reporter = new EngineReporter(client, options.Solution);
#pragma warning disable CA2000 // They live as long as the process.
        var tiers = new TierModels(new Settings { Tiers = options.Tiers.ToImmutableDictionary(tier => tier.Name, tier => tier.ToSettings(), StringComparer.Ordinal) }, host, new PromptRates(folders.Cache), time);
#pragma warning restore CA2000
        tiers.Changed = () => reporter.Tell(() => tiers.States);
        var models = new ModelRepairs(feed, writer, tiers, reporter, time);
        // Who cannot wait for an edit is not offered one that is not there, and who cannot show it first none that a model writes.
        var resolves = client.Capabilities.TextDocument?.CodeAction is { DataSupport: true, ResolveSupport.Properties: { } parts } && parts.Contains("edit") && writer.KnowsAnnotations;
        var actions = new CodeActionHandler(feed, writer, fixAll, resolves ? models : null, new CodeActionOptions(options.BesideRoslyn, encoding, time));
        var room = new ChatRoom(feed, writer, tiers, reporter, new ChatRoomPlace(chats, encoding, IsLoading: loading is not null, time));
        var loop = new EngineLoop(
            [new DidOpenHandler(), new DidChangeHandler(encoding), new DidCloseHandler(), new DidChangeWatchedFilesHandler()],
            [
                actions, new ResolveCodeActionHandler(models, encoding, client), new InlineCompletionHandler(completions, encoding, client), new ExecuteCommandHandler(fixAll, new AcceptedCompletions(completions, writer, client), client),
                new ChatHandler(room, client), new ChatApplyHandler(room), new ChatHistoryHandler(room), new ChatForgetHandler(room), new ChatMentionsHandler(room),
            ],
            client,
            feed);
        var analyst = new Analyst(loading, rules, reporter, client, time) { Post = loop.PostAsync };
        models.Post = loop.PostAsync;
        loop.TextsChanged = analyst.Changed;
        loop.FindingsChanged = publisher.Show;
        if (loading is null)
            reporter.Say("degraded", options.Solution is null ? "there is no solution and no C# project in the opened folders" : $"{reporter.Name} is not trusted, so only what the parser says is known: if its build files, analyzers and generators may run, say yes when `assistant fix` asks in that folder, or set \"trusted\" in the editor; then run the command {Methods.RestartCommand}");
#pragma warning disable CA2000 // It watches as long as the process lives.
        var watcher = new DiskWatcher(client, happened => _ = loop.PostAsync(happened, CancellationToken.None).AsTask());
#pragma warning restore CA2000
        var clientWatches = client.Capabilities.Workspace?.DidChangeWatchedFiles?.DynamicRegistration == true;
        var watching = loading is not null && !clientWatches ? watcher.WatchAsync(loading.Root) : Task.CompletedTask;
        var analysis = analyst.RunAsync(feed.Newest, life.Token);
        var reading = Task.Factory.StartNew(() => ReadAsync(reader, loop, analysis, life), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default).Unwrap();
        // None ends by itself but the reading, which then ends the process; a fault of another is the engine's end, and is seen.
        var first = await Task.WhenAny(loop.RunAsync(life.Token), analysis, reading);
        await (life.IsCancellationRequested ? reading : first);
        await watching;
        GC.KeepAlive(watcher);
    }

    // On a thread of its own to the end: code of a workspace may keep all others busy.
    private static async Task ReadAsync(FrameReader reader, EngineLoop loop, Task analysis, CancellationTokenSource life)
    {
        try
        {
            while (await reader.ReadAsync(CancellationToken.None) is { } frame)
            {
                foreach (var message in MessageReader.Read(frame.Body))
                    await loop.PostAsync(new EngineEvent.Told(message), CancellationToken.None);
            }
        }
        catch (Exception failure) when (failure is IOException or FramingException)
        {
            // The front is gone.
        }

        _ = life.CancelAsync();
        using var ended = new ManualResetEventSlim();
        _ = analysis.ContinueWith(_ => ended.Set(), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        ended.Wait(EndingTime, CancellationToken.None);
        ThisProcess.End();
    }
}
