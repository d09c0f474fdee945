using System.Globalization;
using Assistant.Core.Completion;
using Assistant.Core.Verification;

namespace Assistant.Cli.Benchmarks.Completion;

/// <summary>
/// Completion at a caret: code held out file by file. At places drawn with a fixed seed the rest of the statement is taken away,
/// the file is not counted, and what stood there is looked for among what is offered; beside it stand three other orders of names.
/// </summary>
internal sealed class CompletionBenchmark(BenchmarkContext context)
{
    private const int Seed = 5;

    // So many items are compiled with all of their project.
    private const int Compiled = 12;

    // So many requests are cancelled.
    private const int Cancelled = 60;

    private static readonly string[] Orders = ["", "  Roslyn's own order", "  most recently used", "  trigrams of the other files"];

    /// <param name="verifier">The judge of the text on disk, prepared.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public async Task RunAsync(Verifier verifier, CancellationToken cancellationToken)
    {
        context.Progress.Report("counting the solution's code");
        var indexing = new Timings(context.Time);
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var usages = await indexing.OfAsync(() => UsageIndex.CreateAsync(context.Snapshot.Solution, cancellationToken));
        var megabytes = (GC.GetTotalMemory(forceFullCollection: true) - before) >> 20;
        context.Table.Add(new("index of the solution's code", 1, Timings.Text(indexing.Median), $"{megabytes} MB", "<= 5 s, 60 MB", indexing.Median <= BenchmarkAims.Indexing && megabytes <= BenchmarkAims.IndexMegabytes));
        var places = await CompletionPlace.DrawAsync(verifier, context.Counts.Names, new Random(Seed), cancellationToken);
        await RankAsync(places, new Completer(usages, new CompletionTally()), cancellationToken);
        Show(places, usages, cancellationToken);
    }

    private async Task RankAsync(List<CompletionPlace> places, Completer completer, CancellationToken cancellationToken)
    {
        var baselines = await CompletionBaselines.CreateAsync(context.Snapshot.Solution, context.Opened.Roslyn.FeatureAssemblies, cancellationToken);
        var ranking = new Timings(context.Time);
        var found = new List<(CompletionPlace Place, int[] Ranks)>();
        foreach (var place in places)
        {
            context.Progress.Report($"names at a caret: {found.Count} of {places.Count}");
            var ranked = await ranking.OfAsync(() => Task.FromResult(completer.Names(QueryOf(place, isInvoked: true), cancellationToken)));
            var names = ranked.Select(one => one.Name).ToList();
            List<string>[] orders = [names, await baselines.OfRoslynAsync(place, cancellationToken), CompletionBaselines.ByRecency(place, names), baselines.ByTrigrams(place, names)];
            found.Add((place, [.. orders.Select(order => order.IndexOf(place.Name))]));
        }

        Row("the name is among those offered", found.ConvertAll(one => one.Ranks[0] >= 0), BenchmarkAims.Legal);
        foreach (var kind in found.GroupBy(one => one.Place.Kind, one => one.Ranks).OrderBy(group => group.Key, StringComparer.Ordinal))
        {
            var isMember = kind.Key == "member";
            foreach (var (order, at) in Orders.Select((order, at) => (order, at)))
            {
                var isOurs = order.Length == 0;
                Row(isOurs ? $"{kind.Key}: first" : $"{order}, first", [.. kind.Select(ranks => ranks[at] == 0)], isOurs && isMember ? BenchmarkAims.FirstMember : null);
                Row(isOurs ? $"{kind.Key}: among five" : $"{order}, among five", [.. kind.Select(ranks => ranks[at] is >= 0 and < 5)], isOurs && isMember ? BenchmarkAims.MemberInFive : null);
            }
        }

        foreach (var (order, at) in Orders.Select((order, at) => (order, at)))
            context.Table.Add(new(order.Length == 0 ? "mean reciprocal rank" : order, found.Count, found.Average(one => one.Ranks[at] < 0 ? 0 : 1.0 / (one.Ranks[at] + 1)).ToString("0.00", CultureInfo.InvariantCulture)));
        context.Table.Add(new("names of a caret, ranked", ranking.Count, Timings.Text(ranking.Median), Timings.Text(ranking.P95), $"<= {Timings.Text(BenchmarkAims.Ranking)}", ranking.Median <= BenchmarkAims.Ranking));
    }

    private void Show(List<CompletionPlace> places, UsageIndex usages, CancellationToken cancellationToken)
    {
        var tally = new CompletionTally();
        var completer = new Completer(usages, tally);
        var (typing, shown) = (new Timings(context.Time), new List<(CompletionPlace Place, CompletionItem? Top)>());
        var (binding, compiling) = (new List<bool>(), new List<bool>());
        foreach (var place in places)
        {
            context.Progress.Report($"items at a caret: {shown.Count} of {places.Count}");
            var started = context.Time.GetTimestamp();
            // As after a key: the text is new, and nothing of it is bound.
            var top = completer.Complete(new CompletionQuery([.. place.Before.Select(file => file.With(place.File.Text))], place.Caret, IsInvoked: false), _ => false, cancellationToken);
            typing.Add(context.Time.GetElapsedTime(started));
            var invoked = completer.Complete(QueryOf(place, isInvoked: true), _ => false, cancellationToken);
            binding.AddRange(top.Concat(invoked).Select(item => ShownItems.Binds(place, item, cancellationToken)));
            if (shown.Count % Math.Max(1, places.Count / Compiled) == 0)
                compiling.AddRange(invoked.Take(1).Select(item => ShownItems.Compiles(place, item, cancellationToken)));
            shown.Add((place, top.FirstOrDefault()));
        }

        var aim = context.Target.Aims.TopItem;
        context.Table.Add(new("top item, judged", typing.Count, Timings.Text(typing.Median), Timings.Text(typing.P95), $"95% <= {Timings.Text(aim)}", typing.P95 <= aim));
        Row("items shown that bind", binding, 1);
        Row("  of a sample, with the whole project compiled", compiling, 1);
        Cancel(places, completer, cancellationToken);
        Row("something is shown while typing", shown.ConvertAll(one => one.Top is not null));
        var tops = shown.Where(one => one.Top is not null).ToList();
        Row("  of that, begins as the user's code did", tops.ConvertAll(one => Compact(one.Place.Rest).StartsWith(Compact(one.Top!.Text), StringComparison.Ordinal)));
        Row("  of that, is the rest of the statement", tops.ConvertAll(one => Compact(one.Place.Rest) == Compact(one.Top!.Text)));
        var all = Enum.GetValues<CompletionTally.Fate>().Sum(fate => tally[fate]);
        foreach (var fate in Enum.GetValues<CompletionTally.Fate>())
            context.Table.Add(new($"guesses: {fate.ToString().ToLowerInvariant()}", tally[fate], BenchmarkTable.Percent((double)tally[fate] / Math.Max(1, all))));
    }

    // In the longest file, as by a key that follows at once: from the cancelling until nothing goes on.
    private void Cancel(List<CompletionPlace> places, Completer completer, CancellationToken cancellationToken)
    {
        var (longest, ending) = (places.MaxBy(place => place.File.Text.Length)!, new Timings(context.Time));
        for (var turn = 0; turn < Cancelled; turn++)
        {
            using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            var cancelledAt = 0L;
            using var noted = stop.Token.Register(() => cancelledAt = context.Time.GetTimestamp());
            stop.CancelAfter(TimeSpan.FromMilliseconds(turn % 20));
            try
            {
                completer.Complete(new CompletionQuery([.. longest.Before.Select(file => file.With(longest.File.Text))], longest.Caret, IsInvoked: true), _ => false, stop.Token);
            }
            catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
            {
                ending.Add(context.Time.GetElapsedTime(cancelledAt));
            }
        }

        context.Table.Add(new("cancelled, until it ends", ending.Count, Timings.Text(ending.Median), Timings.Text(ending.P95), $"95% <= {Timings.Text(BenchmarkAims.Cancelling)}", ending.P95 <= BenchmarkAims.Cancelling));
    }

    private static CompletionQuery QueryOf(CompletionPlace place, bool isInvoked) => new(place.Files, place.Caret, isInvoked);

    private static string Compact(string text) => string.Concat(text.Where(letter => !char.IsWhiteSpace(letter)));

    private void Row(string what, List<bool> are, double? aim = null)
    {
        var part = are.Count == 0 ? 0 : (double)are.Count(one => one) / are.Count;
        context.Table.Add(new(what, are.Count, BenchmarkTable.Percent(part), "", aim is { } least ? $">= {BenchmarkTable.Percent(least)}" : "", aim is null ? null : part >= aim));
    }
}
