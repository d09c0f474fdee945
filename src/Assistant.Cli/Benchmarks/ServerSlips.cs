using Assistant.Cli.Exactness;
using Assistant.Cli.Repairs;
using Assistant.Core.Edits;
using Assistant.Protocol.Types;
using Assistant.Server.Engine.Analysis;
using Range = Assistant.Protocol.Types.Range;

namespace Assistant.Cli.Benchmarks;

/// <summary>
/// Slips of the keyboard in a server that has nothing else to do: each is planted in a file that is open, its first
/// diagnostic awaited and asked about until a fix is listed, then undone.
/// </summary>
internal sealed class ServerSlips(BenchmarkContext context, ServerSession session)
{
    private const int MostDrawsForEach = 10;
    private const int WarmListings = 5;
    private const int EmptyAnswers = 3;
    private const int Warning = 2;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan OpenPatience = TimeSpan.FromMinutes(1);

    private static readonly IReadOnlyList<MutationKind> Kinds =
        [.. new[] { "misspell variable", "drop using", "delete ;", "delete null check", "misspell member" }.Select(name => FaultKinds.All.First(kind => kind.Name == name))];

    private readonly DrawnFiles files = new(context.Snapshot);

    /// <summary>From the pause until a fix was listed, or until it was late beyond patience.</summary>
    public Timings Fixes { get; } = new(context.Time);

    /// <summary>The same, of each kind of slip.</summary>
    public IReadOnlyDictionary<string, Timings> FixesByKind { get; } = Kinds.ToDictionary(kind => kind.Name, _ => new Timings(context.Time), StringComparer.Ordinal);

    /// <summary>From asking for fixes that were found already to the answer.</summary>
    public Timings Listings { get; } = new(context.Time);

    /// <summary>Slips that were reported and for which the server has no fix.</summary>
    public int Unfixed { get; private set; }

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var random = new Random(5);
        var count = context.Counts.Server.Slips;
        for (var turn = 0; Fixes.Count + Unfixed < count && turn < count * MostDrawsForEach && !files.IsEmpty; turn++)
        {
            context.Progress.Report($"slips, {Fixes.Count + Unfixed} of {count}");
            if (await files.DrawAsync(Kinds[turn % Kinds.Count], random, cancellationToken) is { Edits: [var edit] })
                await PlantAsync(edit, FixesByKind[Kinds[turn % Kinds.Count].Name], cancellationToken);
        }
    }

    private async Task PlantAsync(ReplaceText slip, Timings ofKind, CancellationToken cancellationToken)
    {
        var text = (await files.TextAsync(slip.Path, cancellationToken))!.ToString();
        var document = await session.OpenAsync(slip.Path, text, cancellationToken);
        if (await session.DiagnosticsAsync(document, OpenPatience, cancellationToken) is { } before)
        {
            await session.RestAsync(cancellationToken);
            var started = context.Time.GetTimestamp();
            await document.ChangeAsync(document.RangeOf(slip.Start, slip.Length), slip.NewText, cancellationToken);
            var after = await session.DiagnosticsAsync(document, Patience, cancellationToken);
            // What nobody has said by now is late, whatever it will be.
            if (after is null)
                Note(ofKind, started);
            else if (FirstNew(before, after) is { } reported)
                await AskAsync(document, reported.Range, ofKind, started, cancellationToken);

            await document.UndoAsync(cancellationToken);
            await session.DiagnosticsAsync(document, Patience, cancellationToken);
        }

        await document.CloseAsync(cancellationToken);
    }

    private async Task AskAsync(ServerDocument document, Range range, Timings ofKind, long started, CancellationToken cancellationToken)
    {
        if (await HasNoFixAsync(document, range, started, cancellationToken))
            Unfixed++;
        else
            Note(ofKind, started);
        await ListAsync(document, range, cancellationToken);
    }

    private void Note(Timings ofKind, long started)
    {
        var taken = context.Time.GetElapsedTime(started) - Analyst.Pause;
        Fixes.Add(taken);
        ofKind.Add(taken);
    }

    private static Diagnostic? FirstNew(PublishDiagnosticsParams before, PublishDiagnosticsParams after)
    {
        var known = before.Diagnostics.Select(diagnostic => (diagnostic.Code, diagnostic.Message)).ToHashSet();
        return after.Diagnostics.Where(diagnostic => diagnostic.Severity <= Warning && !known.Contains((diagnostic.Code, diagnostic.Message))).MinBy(diagnostic => diagnostic.Severity);
    }

    // The server keeps a request for a while when it is about to know; what it answers with nothing, again and again, has no fix.
    private async Task<bool> HasNoFixAsync(ServerDocument document, Range range, long started, CancellationToken cancellationToken)
    {
        var empty = 0;
        while (empty < EmptyAnswers && context.Time.GetElapsedTime(started) < Patience)
        {
            var asked = context.Time.GetTimestamp();
            var actions = await session.ActionsAsync(document.Uri, range, null, cancellationToken);
            if (actions is { Count: > 0 })
                return false;
            var isQuick = actions is not null && context.Time.GetElapsedTime(asked) < BenchmarkAims.FixTime / 2;
            empty = isQuick ? empty + 1 : 0;
            if (isQuick)
                await Task.Delay(BenchmarkAims.FixTime / 10, context.Time, cancellationToken);
        }

        return empty == EmptyAnswers;
    }

    private async Task ListAsync(ServerDocument document, Range range, CancellationToken cancellationToken)
    {
        for (var turn = 0; turn < WarmListings; turn++)
        {
            var started = context.Time.GetTimestamp();
            if (await session.ActionsAsync(document.Uri, range, null, cancellationToken) is { Count: > 0 })
                Listings.Add(context.Time.GetElapsedTime(started));
        }
    }
}
