using System.Globalization;
using Assistant.Cli.Exactness;
using Assistant.Cli.Output;
using Assistant.Core.Edits;
using Assistant.Core.Verification;

namespace Assistant.Cli.Benchmarks;

/// <summary>A change of a body: the verdict on a base that compiles and on one that does not, beside <c>csc</c> and <c>dotnet build</c>.</summary>
internal sealed class VerdictBenchmark(BenchmarkContext context)
{
    // The code of the verifier is compiled in tiers; the first verdicts measure that.
    private const int Unmeasured = 10;
    private const int ErrorsInBase = 2;

    /// <param name="verifier">The judge of the text on disk, prepared.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public async Task RunAsync(Verifier verifier, CancellationToken cancellationToken)
    {
        var snapshot = context.Snapshot;
        var clean = new AcceptedEdits(new DrawnFiles(snapshot), verifier, new Random(1), context.Time);
        context.Progress.Report("verdicts on a clean base");
        await clean.OfBodiesAsync(Math.Min(Unmeasured, context.Counts.Verdicts), cancellationToken);
        var (verdicts, edits) = await clean.OfSomeBodiesAsync(context.Counts.Verdicts, cancellationToken);
        Row("body edit accepted, base compiles", verdicts);
        Stages(verdicts, edits);

        context.Progress.Report("verdicts on a base with errors");
        await OnErrorsAsync(verifier, cancellationToken);

        var compilations = await CompileAsync(edits, cancellationToken);
        var times = compilations.Median / verdicts.Median;
        context.Table.Add(new("csc through the compiler server", compilations.Count, Timings.Text(compilations.Median), Timings.Text(compilations.P95)));
        context.Table.Add(new("  times slower than the verdict", compilations.Count, Times(times), "", $">= {BenchmarkAims.TimesFaster:0} x", times >= BenchmarkAims.TimesFaster));
        await BuildAsync(verdicts.Median, edits, cancellationToken);
    }

    private async Task OnErrorsAsync(Verifier verifier, CancellationToken cancellationToken)
    {
        var random = new Random(2);
        var start = await new DirtMaker(context.Snapshot, verifier, random).MakeInBodiesAsync(ErrorsInBase, cancellationToken);
        var dirty = new Verifier(start.Snapshot);
        await dirty.WarmUpAsync(context.Progress.Places, cancellationToken);
        var all = new DrawnFiles(start.Snapshot);
        var broken = start.Dirt.Select(dirt => dirt.Edit.Path).ToHashSet(StringComparer.Ordinal);
        // Half of them in a file that has an error, and the other error is elsewhere.
        var beside = new AcceptedEdits(all.Only(broken), dirty, random, context.Time);
        var apart = new AcceptedEdits(all.Except(broken), dirty, random, context.Time);
        await apart.OfBodiesAsync(Math.Min(Unmeasured, context.Counts.Verdicts), cancellationToken);
        var (elsewhere, edits) = await apart.OfBodiesAsync(context.Counts.Verdicts, cancellationToken);
        Row("body edit accepted, error in another file", elsewhere);
        Stages(elsewhere, edits);
        (var here, edits) = await beside.OfBodiesAsync(context.Counts.Verdicts, cancellationToken);
        Row("body edit accepted, error in the same file", here);
        Stages(here, edits);
    }

    private async Task<Timings> CompileAsync(List<(ReplaceText Edit, Stage Stage)> edits, CancellationToken cancellationToken)
    {
        await using var server = new CompilerServer(context.Opened.Sdk);
        var compiler = await CompilerReference.CreateAsync(new DirtyBase(context.Snapshot, context.Snapshot, []), server, context.Progress, cancellationToken);
        context.Progress.Report("csc");
        var timings = new Timings(context.Time);
        foreach (var (edit, _) in edits.Take(context.Counts.Compilations))
            await timings.OfAsync(() => compiler.JudgeAsync([edit], cancellationToken));
        return timings;
    }

    private async Task BuildAsync(TimeSpan verdict, List<(ReplaceText Edit, Stage Stage)> edits, CancellationToken cancellationToken)
    {
        context.Progress.Report("dotnet build");
        await using var builds = await BuildReference.CreateAsync(
            context.Snapshot.Root, context.Target.Path, context.Opened.Sdk, context.Target.Request.Properties, withServer: true, cancellationToken);
        foreach (var withAnalyzers in new[] { false, true })
        {
            var timings = new Timings(context.Time);
            await builds.BuildsAsync([edits[^1].Edit], withAnalyzers, cancellationToken);
            foreach (var (edit, _) in edits.Take(context.Counts.Builds))
                await timings.OfAsync(() => builds.BuildsAsync([edit], withAnalyzers, cancellationToken));
            var name = withAnalyzers ? "with analyzers" : "without analyzers";
            context.Table.Add(new($"dotnet build --no-restore, {name}", timings.Count, Timings.Text(timings.Median), Timings.Text(timings.P95)));
            context.Table.Add(new("  times slower than the verdict", timings.Count, Times(timings.Median / verdict)));
        }
    }

    private void Row(string what, Timings timings) => context.Table.Add(new(
        what, timings.Count, Timings.Text(timings.Median), Timings.Text(timings.P95), $"<= {Timings.Text(context.Target.Aims.Body)}", timings.Count > 0 && timings.Median <= context.Target.Aims.Body));

    // Where some bodies need the whole project, one median says little.
    private void Stages(Timings timings, List<(ReplaceText Edit, Stage Stage)> edits)
    {
        foreach (var stage in edits.Zip(timings.InOrder).GroupBy(pair => pair.First.Stage).OrderBy(group => group.Key))
        {
            var own = new Timings(context.Time);
            foreach (var (_, taken) in stage)
                own.Add(taken);
            context.Table.Add(new($"  decided at {AnswerJson.NameOf(stage.Key)}", own.Count, Timings.Text(own.Median), Timings.Text(own.P95)));
        }
    }

    private static string Times(double times) => times.ToString("0", CultureInfo.InvariantCulture) + " x";
}
