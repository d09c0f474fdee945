using System.Globalization;
using Assistant.Cli.Exactness;
using Assistant.Platform;
using Assistant.Workspace;

namespace Assistant.Cli.Benchmarks;

/// <summary>The language server as an editor meets it: the real command, spoken with over its standard streams.</summary>
internal sealed class ServerBenchmark(BenchmarkContext context)
{
    // Of a kind that nobody here makes: the engine looks at the request and has nothing to do.
    private const string OtherKind = "refactor";
    private const int WarmingChanges = 1000;

    private static readonly TimeSpan OpenPatience = TimeSpan.FromMinutes(1);

    private ServerCounts Counts => context.Counts.Server;

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        using var cache = TempFolder.Create("assistant-bench-");
        await StartsAsync(cache.Path, cancellationToken);
        context.Progress.Report("server, opening");
        var ready = new Timings(context.Time);
        await using (var first = await ready.OfAsync(() => ReadyAsync(cache.Path, cancellationToken)))
            context.Table.Add(new($"server {first.Client.Status?.State}, nothing cached", 1, Timings.Text(ready.Median)));
        ready = new Timings(context.Time);
        await using var session = await ready.OfAsync(() => ReadyAsync(cache.Path, cancellationToken));
        context.Table.Add(new($"server {session.Client.Status?.State}, second time", 1, Timings.Text(ready.Median)));
        var slips = new ServerSlips(context, session);
        await slips.RunAsync(cancellationToken);
        SlipRows(slips);
        await OpenFileAsync(session, cancellationToken);
    }

    private async Task StartsAsync(string cache, CancellationToken cancellationToken)
    {
        var starts = new Timings(context.Time);
        for (var turn = 0; turn < Counts.Starts; turn++)
        {
            context.Progress.Report("server, starting");
            await (await starts.OfAsync(() => ServerSession.StartAsync(context, cache, cancellationToken))).DisposeAsync();
        }

        context.Table.Add(Row("server started, initialize answered", starts, starts.Median, BenchmarkAims.Initialize));
    }

    private async Task<ServerSession> ReadyAsync(string cache, CancellationToken cancellationToken)
    {
        var session = await ServerSession.StartAsync(context, cache, cancellationToken);
        try
        {
            await session.LoadAsync(cancellationToken);
            return session;
        }
        catch
        {
            await session.DisposeAsync();
            throw;
        }
    }

    private void SlipRows(ServerSlips slips)
    {
        var inTime = slips.Fixes.Count == 0 ? 0 : (double)slips.Fixes.InOrder.Count(taken => taken <= BenchmarkAims.FixTime) / slips.Fixes.Count;
        context.Table.Add(new("slip, from the pause until a fix is listed", slips.Fixes.Count, Timings.Text(slips.Fixes.Median), Timings.Text(slips.Fixes.P95)));
        foreach (var (kind, timings) in slips.FixesByKind)
            context.Table.Add(new($"  {kind}", timings.Count, Timings.Text(timings.Median), Timings.Text(timings.P95)));
        context.Table.Add(new("  within a second", slips.Fixes.Count, BenchmarkTable.Percent(inTime), "", $">= {BenchmarkTable.Percent(BenchmarkAims.FixesInTime)}", inTime >= BenchmarkAims.FixesInTime));
        context.Table.Add(new("  slips without a fix, not counted", slips.Unfixed, ""));
        context.Table.Add(Row("listing fixes that are found, 95%", slips.Listings, slips.Listings.P95, BenchmarkAims.Listing));
    }

    private async Task OpenFileAsync(ServerSession session, CancellationToken cancellationToken)
    {
        var files = new DrawnFiles(context.Snapshot);
        var (path, _) = files.Draw(new Random(7));
        var document = await session.OpenAsync(path, (await files.TextAsync(path, cancellationToken))!.ToString(), cancellationToken);
        if (await session.DiagnosticsAsync(document, OpenPatience, cancellationToken) is null)
            throw new WorkspaceException($"the server says nothing of {path}");
        await session.RestAsync(cancellationToken);
        await RoundTripsAsync(session, document, cancellationToken);
        await StormAsync(session, document, cancellationToken);
        context.Progress.Report("server, idle");
        await session.RestAsync(cancellationToken);
        var (front, engine) = await session.BusyAsync(Counts.Idle, cancellationToken);
        IdleRow("idle front, processor time", front);
        IdleRow("idle engine, processor time", engine);
    }

    private async Task RoundTripsAsync(ServerSession session, ServerDocument document, CancellationToken cancellationToken)
    {
        context.Progress.Report("server, round trips");
        var trips = new Timings(context.Time);
        for (var turn = 0; turn < Counts.Requests; turn++)
            await trips.OfAsync(() => session.ActionsAsync(document.Uri, default, OtherKind, cancellationToken));
        context.Table.Add(Row("round trip of a request with nothing to do", trips, trips.Median, BenchmarkAims.RoundTrip));
    }

    private async Task StormAsync(ServerSession session, ServerDocument document, CancellationToken cancellationToken)
    {
        context.Progress.Report($"server, {Counts.Changes} changes");
        var storm = new ServerStorm(context, session);
        await storm.RunAsync(document, Math.Min(WarmingChanges, Counts.Changes), cancellationToken);
        await document.UndoAsync(cancellationToken);
        await session.RestAsync(cancellationToken);
        var before = session.Memory();
        var (taken, isWhole) = await storm.RunAsync(document, Counts.Changes, cancellationToken);
        await document.UndoAsync(cancellationToken);
        await session.RestAsync(cancellationToken);
        var after = session.Memory();
        context.Table.Add(new("storm of changes, requests and cancels", Counts.Changes, Timings.Text(taken), "", $"<= {Timings.Text(BenchmarkAims.Storm)}", taken <= BenchmarkAims.Storm));
        context.Table.Add(new("  every change is in the text at its end", Counts.Changes, isWhole ? "yes" : "no", "", "yes", isWhole));
        MemoryRow("  memory of the front, before and after", before.Front, after.Front);
        MemoryRow("  memory of the engine, before and after", before.Engine, after.Engine);
    }

    private void MemoryRow(string what, long before, long after)
    {
        if (before == 0)
            return;
        context.Table.Add(new(
            what, 1, Megabytes(before), Megabytes(after), $"<= {BenchmarkTable.Percent(1 + BenchmarkAims.StormGrowth)}", after <= before * (1 + BenchmarkAims.StormGrowth)));
    }

    private void IdleRow(string what, double part) => context.Table.Add(new(
        what, 1, (part * 100).ToString("0.0", CultureInfo.InvariantCulture) + " %", "", $"< {BenchmarkTable.Percent(BenchmarkAims.Idle)}", part < BenchmarkAims.Idle));

    private static BenchmarkRow Row(string what, Timings timings, TimeSpan judged, TimeSpan aim) => new(
        what, timings.Count, Timings.Text(timings.Median), Timings.Text(timings.P95), $"<= {Timings.Text(aim)}", timings.Count > 0 && judged <= aim);

    private static string Megabytes(long bytes) => (bytes >> 20).ToString(CultureInfo.InvariantCulture) + " MB";
}
