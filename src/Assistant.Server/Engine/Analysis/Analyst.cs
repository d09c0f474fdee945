using System.Collections.Immutable;
using Assistant.Core.Proposing;
using Assistant.Core.Verification;
using Assistant.Server.Documents;
using Assistant.Server.Engine.Completion;
using Assistant.Workspace;
using Microsoft.CodeAnalysis;

namespace Assistant.Server.Engine.Analysis;

/// <summary>
/// Finds diagnostics in open documents and repairs for them before anybody asks, beside the loop. One turn at a time: when
/// texts have not changed for <see cref="Pause"/>, the judge takes them in, then each open document is asked for its
/// diagnostics, then each diagnostic for the repairs that take a moment; then the judge settles, and what only whole projects
/// tell follows: more diagnostics, and the other repairs. All of it is told to the loop as it is found. A change ends the
/// turn, and the next one begins with the newest texts. What is found names the judge that found it, and so
/// every text it holds for; it may be of older ones.
/// </summary>
internal sealed class Analyst(WorkspaceLoading? loading, RulesTier rules, EngineReporter reporter, ClientProxy client, TimeProvider time)
{
    /// <summary>How long texts must rest.</summary>
    public static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    private static readonly TimeSpan LongTurn = TimeSpan.FromSeconds(30);

    // A file with more has another fault than these.
    private const int MostFindings = 100;

    private readonly Lock gate = new();
    private readonly OpenFiles files = new();
    private UsageKeeper? usages;
    private EngineState? newest;
    private TaskCompletionSource changed = NewSignal();
    private CancellationTokenSource? turn;
    private Task<OpenedSolution>? opening;
    private EngineState? openedFor;
    private ImmutableDictionary<string, OpenText> looked = ImmutableDictionary<string, OpenText>.Empty;
    private Verifier? verifier;
    private bool isPrepared;
    private bool wasPrepared;
    private volatile bool isJudging;
    private ImmutableArray<string> problems = [];
    private string? failure;

    // Ends with the engine alone: an opening outlives the turn that began it, and its children must not outlive the engine.
    private CancellationToken life;

    /// <summary>Hands over what was found; set before <see cref="RunAsync"/>.</summary>
    public required Func<EngineEvent, CancellationToken, ValueTask> Post { get; init; }

    /// <summary>Texts or files have changed.</summary>
    public void Changed(EngineState state)
    {
        lock (gate)
            newest = state;
        Wake();
    }

    /// <summary>Works until the token is cancelled, and until an opening has ended its children.</summary>
    public async Task RunAsync(EngineState first, CancellationToken cancellationToken)
    {
        life = cancellationToken;
        usages = new UsageKeeper(counted => LearnAsync(known => known with { Usages = counted }, life), why => reporter.Say("degraded", why));
        Changed(first);
        try
        {
            await TakeTurnsAsync(cancellationToken);
        }
        finally
        {
            if (opening is not null)
                await ((Task)opening).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task TakeTurnsAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            var (state, token) = await NextTurnAsync(cancellationToken);
            try
            {
                isJudging = true;
                // On a thread of its own: a generator that does not end gives none back.
                var work = Task.Run(() => TurnAsync(state, token), CancellationToken.None);
                await WatchAsync(work, token, cancellationToken);
                await work;
            }
            catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
            {
                // The texts have changed: the next turn is about them.
            }
#pragma warning disable CA1031 // Whatever went wrong with this text, the next one is looked at again.
            catch (Exception exception) when (exception is not OperationCanceledException)
#pragma warning restore CA1031
            {
                reporter.Say("degraded", $"the open files could not be judged: {exception.GetType().Name}: {exception.Message}");
            }
        }
    }

    // Says when a turn takes long, and gives up when it does not end though it was told to.
    private async Task WatchAsync(Task work, CancellationToken turnIsOver, CancellationToken cancellationToken)
    {
        if (await Task.WhenAny(work, Task.Delay(LongTurn, time, cancellationToken)) != work && isJudging)
            reporter.Say("degraded", $"{reporter.Name} is being judged for over {LongTurn.TotalSeconds:0} seconds: it is large, or one of its analyzers or generators does not end");
        await Task.WhenAny(work, Task.Delay(Timeout.InfiniteTimeSpan, time, turnIsOver));
        if (await Task.WhenAny(work, Task.Delay(LongTurn, time, cancellationToken)) != work && !cancellationToken.IsCancellationRequested)
            reporter.GiveUp($"an analyzer or a generator of {reporter.Name} does not end");
    }

    private void Wake()
    {
        lock (gate)
        {
            turn?.Cancel();
            changed.TrySetResult();
        }
    }

    private async Task<(EngineState State, CancellationToken Token)> NextTurnAsync(CancellationToken cancellationToken)
    {
        await changed.Task.WaitAsync(cancellationToken);
        while (true)
        {
            lock (gate)
                changed = NewSignal();
            if (await Task.WhenAny(changed.Task, Task.Delay(Pause, time, cancellationToken)) == changed.Task)
                continue;
            cancellationToken.ThrowIfCancellationRequested();
            lock (gate)
            {
                if (changed.Task.IsCompleted)
                    continue;
                turn?.Dispose();
                turn = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
                return (newest!, turn.Token);
            }
        }
    }

    private async Task TurnAsync(EngineState state, CancellationToken cancellationToken)
    {
        if (loading is null)
        {
            await FindSyntaxAsync(state, cancellationToken);
            return;
        }

        await LoadAsync(loading, state, cancellationToken);
        if (verifier is null)
        {
            await FindSyntaxAsync(state, cancellationToken);
            return;
        }

        (verifier, var kept, var needsProjects) = await files.TakeInAsync(verifier, state, cancellationToken);
        var judge = new Judge(verifier, state.Documents, state.DiskChanges);
        if (needsProjects)
            await LearnAsync(known => known with { ProjectChanges = known.ProjectChanges + 1 }, life);
        await LearnAsync(known => known with { Judge = judge }, cancellationToken);
        OpenText[] documents = [.. LastChangedFirst(state)];
        var told = await FindAsync(judge, documents, [], cancellationToken);
        isJudging = false;
        var projects = ProjectsOf(verifier.Snapshot.Solution, documents);
        await SayReadyAsync(verifier, projects, kept, cancellationToken);
        usages!.TakeIn(verifier.Snapshot.Solution, life);
        var repairs = await QuickRepairsAsync(told, cancellationToken);
        if (!verifier.IsSettled || !await verifier.KnowsErrorsAsync(projects, cancellationToken))
        {
            isJudging = true;
            judge = await SettledAsync(judge, projects, cancellationToken);
            var more = await QuickRepairsAsync(await FindAsync(judge, documents, told, cancellationToken), cancellationToken);
            isJudging = false;
            await SayReadyAsync(verifier, projects, kept, cancellationToken);
            repairs = [.. repairs.ExceptBy(more.Select(document => document.Uri), document => document.Uri), .. more];
        }

        foreach (var document in repairs)
        {
            var (accepted, rejected) = await document.JudgeAsync(judge, cancellationToken);
            reporter.Count(accepted, [.. rejected.Select(one => one.Cause)]);
        }

        if (!isPrepared)
            await PrepareAsync(verifier, state, cancellationToken);
    }

    private async Task<List<DocumentRepairs>> QuickRepairsAsync(IReadOnlyList<DocumentFindings> told, CancellationToken cancellationToken)
    {
        List<DocumentRepairs> repairs = [.. told.Select(findings => new DocumentRepairs(rules, findings, TellAsync))];
        foreach (var document in repairs)
            await document.JudgeQuicklyAsync(cancellationToken);
        return repairs;
    }

    // The judge of the same texts that knows what only whole projects tell of the open documents.
    private async Task<Judge> SettledAsync(Judge judge, IReadOnlyCollection<ProjectId> projects, CancellationToken cancellationToken)
    {
        isPrepared &= judge.Verifier.IsSettled;
        verifier = await judge.Verifier.SettleAsync(cancellationToken);
        foreach (var project in projects)
            await verifier.ErrorsAsync(project, cancellationToken);
        var settled = judge with { Verifier = verifier };
        await LearnAsync(known => known with { Judge = settled }, cancellationToken);
        return settled;
    }

    private static HashSet<ProjectId> ProjectsOf(Solution solution, IEnumerable<OpenText> documents) =>
        [.. documents.Select(document => DocumentUri.PathOf(document.Uri)).OfType<string>().SelectMany(path => solution.GetDocumentIdsWithFilePath(path)).Select(id => id.ProjectId)];

    // Tells what is found in each document, and returns it, unless it was told before.
    private async Task<List<DocumentFindings>> FindAsync(Judge judge, IEnumerable<OpenText> documents, IReadOnlyList<DocumentFindings> told, CancellationToken cancellationToken)
    {
        var before = told.ToDictionary(findings => findings.Text.Uri, StringComparer.Ordinal);
        var found = new List<DocumentFindings>();
        foreach (var document in documents)
        {
            if (await FindingsAsync(judge, document, cancellationToken) is not { } findings || before.GetValueOrDefault(document.Uri)?.SaysTheSameAs(findings) == true)
                continue;
            found.Add(findings);
            await TellAsync(findings, cancellationToken);
        }

        return found;
    }

    // What the next verdicts need is computed while nothing else is to be done: the projects around open files first, the
    // others while there is memory to spare.
    private async Task PrepareAsync(Verifier judge, EngineState state, CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        try
        {
            await judge.WarmUpAsync([.. state.Documents.Keys.Select(DocumentUri.PathOf).OfType<string>()], new UntilMemoryIsScarce(stop), stop.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // The rest is computed when it is needed.
        }

        // Emitting every project leaves several times as much behind as is kept, which the runtime would hold on to.
        if (!wasPrepared)
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive);
        isPrepared = true;
        wasPrepared = true;
    }

    // Where the user is at work.
    private IEnumerable<OpenText> LastChangedFirst(EngineState state)
    {
        var before = looked;
        looked = state.Documents;
        return state.Documents.Values.OrderByDescending(document => !ReferenceEquals(before.GetValueOrDefault(document.Uri), document));
    }

    // Opening goes on beside the turns; what was opened before serves meanwhile.
    private async Task LoadAsync(WorkspaceLoading from, EngineState state, CancellationToken cancellationToken)
    {
        if (opening is null && openedFor?.ProjectChanges != state.ProjectChanges)
        {
            openedFor = state;
            reporter.Say("loading", $"opening {reporter.Name}");
            opening = from.OpenAsync(client, life);
            _ = opening.ContinueWith(_ => Wake(), CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
        }

        if (opening is not { IsCompleted: true })
            return;
        var done = opening;
        opening = null;
        try
        {
            var opened = await done;
            verifier = new Verifier(opened.Snapshot);
            isPrepared = false;
            wasPrepared = false;
            problems = opened.Notices;
            failure = null;
            // What changed on disk while it was opened is read again.
            files.Reset(openedFor!);
        }
        catch (OperationCanceledException)
        {
            Fail($"opening {reporter.Name} was stopped: run the command {Messaging.Methods.RestartCommand} to open it");
        }
        catch (Exception exception) when (exception is WorkspaceException or IOException or UnauthorizedAccessException)
        {
            Fail(exception.Message);
        }

        // Projects that changed while it was opened are opened again.
        if (openedFor!.ProjectChanges != state.ProjectChanges)
            await LoadAsync(from, state, cancellationToken);
    }

    // What was opened before goes on to serve, and its user knows that it is old.
    private void Fail(string why)
    {
        failure = why;
        reporter.Say("degraded", why);
    }

    private static async Task<DocumentFindings?> FindingsAsync(Judge judge, OpenText document, CancellationToken cancellationToken)
    {
        if (DocumentUri.PathOf(document.Uri) is not { } path || document.Text is null)
            return null;
        var solution = judge.Verifier.Snapshot.Solution;
        ImmutableArray<DocumentId> compiled = [.. solution.GetDocumentIdsWithFilePath(path).Where(id => solution.GetDocument(id)?.FilePath == path)];
        // Of a file that no project compiles, what the parser says is all that is known.
        if (compiled.IsEmpty)
            return SyntaxErrors.In(document, cancellationToken) is { } parsed ? parsed with { Judge = judge } : null;
        var findings = new Dictionary<(string Id, int Start, string Message), Finding>();
        foreach (var id in compiled)
        {
            foreach (var diagnostic in await judge.Verifier.DiagnosticsAsync(id.ProjectId, path, cancellationToken))
                findings.TryAdd((diagnostic.Id, diagnostic.Location.SourceSpan.Start, diagnostic.GetMessage()), new Finding(diagnostic, diagnostic.Location.SourceSpan, id));
        }

        return new DocumentFindings(
            document,
            judge,
            [.. findings.Values.OrderByDescending(finding => finding.Diagnostic.Severity).ThenBy(finding => finding.Span.Start)
                .ThenBy(finding => finding.Diagnostic.ToString(), StringComparer.Ordinal).Take(MostFindings)]);
    }

    // Without a solution, what the parser says is all that is known.
    private async Task FindSyntaxAsync(EngineState state, CancellationToken cancellationToken)
    {
        foreach (var document in state.Documents.Values)
        {
            if (SyntaxErrors.In(document, cancellationToken) is { } findings)
                await TellAsync(findings, cancellationToken);
        }
    }

    private async Task SayReadyAsync(Verifier judge, IEnumerable<ProjectId> open, IReadOnlyList<string> kept, CancellationToken cancellationToken)
    {
        if (opening is not null)
            return;
        var snapshot = judge.Snapshot;
        var failed = await judge.FailedGeneratorsAsync(open, cancellationToken);
        var projects = snapshot.Builds.Select(build => build.ProjectFile).Distinct(StringComparer.Ordinal).Count();
        var ready = $"{reporter.Name}: {projects} project{(projects == 1 ? "" : "s")}";
        ImmutableArray<string> wrong =
        [
            .. snapshot.Unloaded.Select(unloaded => $"{unloaded.Name} is not loaded: {unloaded.Reason}"),
            .. failed.Select(generator => $"the generator {generator}"),
            .. kept,
            .. problems,
            .. failure is null ? Array.Empty<string>() : [failure],
        ];
        if (projects == 0 || !wrong.IsEmpty)
            reporter.Say("degraded", $"{ready}; {string.Join("; ", wrong)}");
        else
            reporter.Say("ready", ready);
    }

    private ValueTask TellAsync(DocumentFindings findings, CancellationToken cancellationToken) =>
        LearnAsync(known => known.Documents.ContainsKey(findings.Text.Uri) ? known with { Findings = known.Findings.SetItem(findings.Text.Uri, findings) } : known, cancellationToken);

    private ValueTask LearnAsync(Func<EngineState, EngineState> apply, CancellationToken cancellationToken) => Post(new EngineEvent.Learned(apply), cancellationToken);

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    // Told before each project.
    private sealed class UntilMemoryIsScarce(CancellationTokenSource stop) : IProgress<string>
    {
        public void Report(string value)
        {
            if (GC.GetTotalMemory(forceFullCollection: false) > GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 2)
                stop.Cancel();
        }
    }
}
