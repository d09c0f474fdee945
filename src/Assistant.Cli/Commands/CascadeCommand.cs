using System.CommandLine;
using System.Globalization;
using System.Runtime.CompilerServices;
using Assistant.Cli.Cascades;
using Assistant.Cli.Opening;
using Assistant.Cli.Output;
using Assistant.Core.Proposing;
using Assistant.Core.Proposing.Models;

namespace Assistant.Cli.Commands;

/// <summary><c>assistant debug cascade</c>: what the cascade shows and costs when models are wrong at a known rate; none is needed for it.</summary>
internal sealed class CascadeCommand(WorkspaceOpening opening, StandardStreams streams)
{
    private static readonly double[] Rates = [0, 0.2, 0.4, 0.6, 0.8];

    public static Command Create(WorkspaceOpening opening, StandardStreams streams)
    {
        var command = new Command("cascade", "Puts faults into a solution that compiles, in memory, and asks the cascade with seeded models that are wrong at known rates.");
        var open = OpenArguments.AddTo(command);
        var count = new Option<int>("--count") { Description = "How many faults, of each kind in turn.", DefaultValueFactory = _ => 100 };
        var seed = new Option<int>("--seed") { Description = "Which faults and which answers: the same seed makes the same ones.", DefaultValueFactory = _ => 1 };
        command.Options.Add(count);
        command.Options.Add(seed);
        command.SetAction((parsed, cancellationToken) => new CascadeCommand(opening, streams).RunAsync(open.Read(parsed), parsed.GetValue(count), parsed.GetValue(seed), cancellationToken));
        return command;
    }

    private async Task<int> RunAsync(OpenRequest request, int count, int seed, CancellationToken cancellationToken)
    {
        using var progress = streams.StartProgress(opening.Time);
        var opened = await opening.OpenAsync(request, progress, cancellationToken);
        return await AskAsync(opened, count, seed, progress, cancellationToken);
    }

    // Apart from opening: what mentions Roslyn is compiled only when Roslyn has been found.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private async Task<int> AskAsync(WorkspaceOpening.Opened opened, int count, int seed, ProgressLine progress, CancellationToken cancellationToken)
    {
        var start = opening.Time.GetTimestamp();
        var snapshot = opened.Solution.Snapshot;
        var verifier = await SoundVerifier.OfAsync(snapshot, progress, cancellationToken);
        Say(progress, "Models are a stub that knows the right answer and is wrong at a given rate: this shows machinery, safety and cost, and nothing about the quality of models.");
        var drawn = new CascadeTasks(snapshot, verifier, seed);
        var tasks = await drawn.DrawAsync(count, progress.Places, cancellationToken);
        Say(progress, $"{tasks.Count} faults that are errors, seed {seed}; {drawn.Elsewhere} more were left out, since a model would be asked about another place for them.");
        var run = new CascadeRun(new RulesTier(FixProviders.In(opened.Roslyn.FeatureAssemblies)), seed, line => Say(progress, line));
        var rows = new List<CascadeRow>();
        foreach (var rate in Rates)
        {
            await foreach (var row in run.RowsAsync(tasks, rate, progress.Places, cancellationToken))
                rows.Add(row);
        }

        Say(progress, CascadeRow.Head);
        foreach (var row in rows)
            streams.Output.WriteLine(row);
        SayWhatIsSpared(rows, "without and with the local check, both models", "small, large", "small, large, unwatched", row => row.Usage);
        SayWhatIsSpared(rows, "without and with the small model before it, the large one", "small, large", "large", row => row.OfLarge);
        await SayLayersAsync(new LayerRun(seed), [.. tasks, .. await drawn.DrawAwaitingAsync(tasks.Count, progress.Places, cancellationToken)], progress, cancellationToken);
        var (judged, broken, withheld) = (rows.Sum(row => row.Judged), rows.Sum(row => row.Broken), rows.Sum(row => row.Withheld));
        streams.Output.WriteLine($"of {judged} judged answers {broken} were shown and broken (must be 0), {withheld} were right and withheld (must be 0)");
        streams.Note(string.Create(CultureInfo.InvariantCulture, $"took {opening.Time.GetElapsedTime(start).TotalSeconds:0} s"));
        return broken + withheld == 0 ? ExitCode.Done : ExitCode.SomethingLeft;
    }

    private void SayWhatIsSpared(IReadOnlyList<CascadeRow> rows, string what, string with, string without, Func<CascadeRow, ModelUsage> usage)
    {
        var (one, other) = (Sum(with), Sum(without));
        streams.Output.WriteLine($"{what}: {Change(other.Calls, one.Calls)} calls, {Change(other.PromptTokens, one.PromptTokens)} tokens of prompts, {Change(other.Tokens, one.Tokens)} of answers");

        ModelUsage Sum(string name) => ModelUsage.Sum(rows.Where(row => row.Name == name).Select(usage));
        static string Change(int before, int after) => string.Create(CultureInfo.InvariantCulture, $"{before} -> {after} ({(before == 0 ? 0 : (1.0 * after / before) - 1):+0%;-0%;0%})");
    }

    private async Task SayLayersAsync(LayerRun run, IReadOnlyList<CascadeTask> tasks, ProgressLine progress, CancellationToken cancellationToken)
    {
        var tallies = await run.RunAsync(tasks, progress.Places, cancellationToken);
        Say(progress, CorruptionTally.Head);
        var sum = CorruptionTally.Sum(tallies);
        foreach (var tally in tallies.Append(sum))
            streams.Output.WriteLine(tally);
        streams.Output.WriteLine($"of {sum.Answers} wrong answers {sum.Share(sum.Parsing)} parse, {sum.Share(sum.Compiling)} escape the compiler and {sum.Share(sum.Shown)} the silencing rules as well; "
            + $"{sum.Share(sum.Stopped)} are stopped while they are written, {sum.StoppedWrongly} of them though they compile (must be 0)");
    }

    private void Say(ProgressLine progress, string line)
    {
        progress.Clear();
        streams.Output.WriteLine(line);
    }
}
