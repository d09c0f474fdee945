using System.CommandLine;
using System.Globalization;
using System.Runtime.CompilerServices;
using Assistant.Cli.Exactness;
using Assistant.Cli.Opening;
using Assistant.Cli.Output;
using Assistant.Core.Verification;
using Assistant.Workspace;

namespace Assistant.Cli.Commands;

/// <summary><c>assistant debug exact</c>: how often the verifier says what the compiler says. Anything but always is a fault of the verifier.</summary>
internal sealed class ExactCommand(WorkspaceOpening opening, StandardStreams streams)
{
    public static Command Create(WorkspaceOpening opening, StandardStreams streams)
    {
        var command = new Command("exact", "Changes the solution at random, in memory, and compares each verdict with the compiler's own.");
        var open = OpenArguments.AddTo(command);
        var count = new Option<int>("--count") { Description = "How many changes.", DefaultValueFactory = _ => 60 };
        var seed = new Option<int>("--seed") { Description = "Which changes: the same seed makes the same ones.", DefaultValueFactory = _ => 1 };
        var builds = new Option<int>("--builds") { Description = "How many of them are compared with a real dotnet build as well.", DefaultValueFactory = _ => 0 };
        foreach (var option in new[] { count, seed, builds })
            command.Options.Add(option);
        command.SetAction((parsed, cancellationToken) => new ExactCommand(opening, streams)
            .RunAsync(open.Read(parsed), parsed.GetValue(count), parsed.GetValue(seed), parsed.GetValue(builds), cancellationToken));
        return command;
    }

    private sealed record Extent(int Count, int Seed, int Builds);

    private async Task<int> RunAsync(OpenRequest request, int count, int seed, int builds, CancellationToken cancellationToken)
    {
        using var progress = streams.StartProgress(opening.Time);
        var opened = await opening.OpenAsync(request, progress, cancellationToken);
        return await CompareAsync(request, opened, new Extent(count, seed, builds), progress, cancellationToken);
    }

    // Apart from opening: what mentions Roslyn is compiled only when Roslyn has been found.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private async Task<int> CompareAsync(OpenRequest request, WorkspaceOpening.Opened opened, Extent extent, ProgressLine progress, CancellationToken cancellationToken)
    {
        var (count, seed, builds) = extent;
        var snapshot = opened.Solution.Snapshot;
        var verifier = new Verifier(snapshot);
        var started = opening.Time.GetTimestamp();
        progress.Report("preparing the verifier");
        await verifier.WarmUpAsync(progress.Places, cancellationToken);
        var prepared = opening.Time.GetElapsedTime(started);
        foreach (var build in snapshot.Builds)
        {
            if (await verifier.ErrorsAsync(build.Id, cancellationToken) is [var error, ..])
                throw new WorkspaceException($"{build.Name} does not compile ({error.Id}): changes are compared on code that does, so repair it first with assistant fix, or open a project that compiles");
        }

        await using var compiler = await CompilerReference.CreateAsync(snapshot, opened.Sdk, progress, cancellationToken);
        var run = new ExactRun(snapshot, verifier, compiler, seed, opening.Time);
        var all = new List<Comparison>();
        Comparison? broken = null;
        await foreach (var comparison in run.OnCleanBaseAsync(count, cancellationToken))
        {
            Add(all, comparison, progress);
            if (broken is null && comparison is { Agrees: true, Verdict: { Kind: VerdictKind.Rejected, Stage: Stage.Document }, Mutation.Kind: var kind } && MutationKinds.CanBeRepeated(kind))
            {
                broken = comparison;
                foreach (var more in await run.OnBrokenBaseAsync(broken, cancellationToken))
                    Add(all, more, progress);
            }
        }

        var met = all.Select(comparison => (comparison.Verdict.Stage, comparison.Verdict.Kind)).ToHashSet();
        await foreach (var comparison in run.OnMissedStepsAsync(met, cancellationToken))
            Add(all, comparison, progress);
        if (builds > 0)
            await CompareBuildsAsync(request, opened, all, builds, progress, cancellationToken);
        progress.Clear();
        Summarize(all);
        var random = all.FindAll(comparison => comparison.Standing == Standing.Clean);
        var others = all.FindAll(comparison => comparison.Standing != Standing.Clean);
        streams.Output.WriteLine(
            $"seed {seed}; {run.NotVerified} changes more were drawn that are verified by nobody; verifier prepared in {prepared.TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture)} s");
        streams.Output.WriteLine($"sought, broken and build: {Agreement(others)}");
        streams.Output.WriteLine($"agreement: {Agreement(random)}");
        return random.Count > 0 && all.TrueForAll(comparison => comparison.Agrees) ? ExitCode.Done : ExitCode.SomethingLeft;
    }

    private static string Agreement(List<Comparison> comparisons)
    {
        var agreed = comparisons.Count(comparison => comparison.Agrees);
        return $"{agreed} of {comparisons.Count} ({Percent(agreed, comparisons.Count)})";
    }

    private void Add(List<Comparison> all, Comparison comparison, ProgressLine progress)
    {
        all.Add(comparison);
        progress.Places.Report($"{all.Count}: {comparison.Mutation.Kind} in {comparison.Mutation.Edit.Path}");
        if (!comparison.Agrees)
            Show(comparison);
    }

    // Real builds take turns between verdicts of both kinds and between stages.
    private async Task CompareBuildsAsync(
        OpenRequest request, WorkspaceOpening.Opened opened, List<Comparison> all, int builds, ProgressLine progress, CancellationToken cancellationToken)
    {
        progress.Report("building a copy");
        var root = opened.Solution.Snapshot.Root;
        var path = WorkspaceTarget.Find(Path.Combine(streams.CallerFolder, request.Path)).Path;
        using var reference = await BuildReference.CreateAsync(root, path, opened.Sdk, request.Properties, cancellationToken);
        var chosen = all
            .Where(comparison => comparison.Standing == Standing.Clean)
            .GroupBy(comparison => (comparison.Verdict.Kind, comparison.Verdict.Stage))
            .OrderByDescending(group => group.Key.Stage)
            .SelectMany(group => group.Select((comparison, index) => (comparison, index)))
            .OrderBy(pair => pair.index)
            .Select(pair => pair.comparison)
            .Take(builds)
            .ToList();
        foreach (var comparison in chosen)
        {
            progress.Report($"dotnet build with: {comparison.Mutation.Kind} in {comparison.Mutation.Edit.Path}");
            var started = opening.Time.GetTimestamp();
            var succeeds = await reference.BuildsAsync(comparison.Mutation.Edit, cancellationToken);
            var taken = opening.Time.GetElapsedTime(started);
            Add(all, comparison with { Standing = Standing.Build, Reference = succeeds ? [] : ["build failed"], ReferenceTime = taken }, progress);
        }
    }

    private void Show(Comparison comparison)
    {
        var edit = comparison.Mutation.Edit;
        streams.Output.WriteLine(VisibleText.Of(
            $"DISAGREES ({AnswerJson.NameOf(comparison.Standing)}): {comparison.Mutation.Kind}, {edit.Path} {edit.Start}+{edit.Length} -> '{edit.NewText}': "
            + $"verdict {AnswerJson.NameOf(comparison.Verdict.Kind)} at {AnswerJson.NameOf(comparison.Verdict.Stage)} "
            + $"[{string.Join(' ', comparison.Verdict.NewDiagnostics.Select(diagnostic => diagnostic.Id).Distinct())}], compiler [{string.Join(' ', comparison.Reference)}]"));
    }

    private void Summarize(List<Comparison> all)
    {
        streams.Output.WriteLine("change  decided at   accepted  rejected   verdict ms  reference ms  ratio   (medians)");
        var groups = all
            .GroupBy(comparison => (comparison.Standing, comparison.Verdict.Stage))
            .OrderBy(group => group.Key.Standing)
            .ThenBy(group => group.Key.Stage);
        foreach (var group in groups)
        {
            var accepted = group.Count(comparison => comparison.Verdict.Kind == VerdictKind.Accepted);
            var verdict = Median(group.Select(comparison => comparison.VerdictTime));
            var reference = Median(group.Select(comparison => comparison.ReferenceTime));
            streams.Output.WriteLine(
                $"{AnswerJson.NameOf(group.Key.Standing),-7} {AnswerJson.NameOf(group.Key.Stage),-11} {accepted,9} {group.Count() - accepted,9} {verdict.TotalMilliseconds,12:0} {reference.TotalMilliseconds,13:0} {reference / verdict,6:0}");
        }
    }

    private static TimeSpan Median(IEnumerable<TimeSpan> times)
    {
        var ordered = times.Order().ToList();
        return ordered[ordered.Count / 2];
    }

    private static string Percent(int part, int whole) =>
        whole == 0 ? "0%" : part == whole ? "100%" : (100.0 * part / whole).ToString("0.0", CultureInfo.InvariantCulture) + "%";
}
