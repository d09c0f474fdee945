using System.Collections.Immutable;
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
        var count = Number("--count", 60, "How many changes of all kinds in turn.");
        var bodies = Number("--bodies", 0, "Go on with changes of bodies until so many more have been accepted.");
        var across = Number("--across", 0, "Go on with changes of declarations until so many more have been felt in another project.");
        var local = Number("--local", 0, "Go on with changes of declarations until so many more have been accepted in their file alone.");
        var dirty = Number("--dirty", 0, "How many errors are put into the solution before.");
        var seed = Number("--seed", 1, "Which changes: the same seed makes the same ones.");
        var builds = Number("--builds", 0, "How many of the changes are compared with a real dotnet build as well; on a clean base.");
        var strict = new Option<bool>("--warnings-as-errors") { Description = "Short for --property TreatWarningsAsErrors=true." };
        foreach (var option in new Option[] { count, bodies, across, local, dirty, seed, builds, strict })
            command.Options.Add(option);
        command.SetAction((parsed, cancellationToken) =>
        {
            var request = open.Read(parsed);
            if (parsed.GetValue(strict))
                request = request with { Properties = request.Properties.ToImmutableDictionary(StringComparer.OrdinalIgnoreCase).SetItem("TreatWarningsAsErrors", "true") };
            var extent = new Extent(
                parsed.GetValue(count), parsed.GetValue(bodies), parsed.GetValue(across), parsed.GetValue(local), parsed.GetValue(dirty), parsed.GetValue(seed), parsed.GetValue(builds));
            return new ExactCommand(opening, streams).RunAsync(request, extent, cancellationToken);
        });
        return command;
    }

    private static Option<int> Number(string name, int otherwise, string description)
    {
        var option = new Option<int>(name) { Description = description, DefaultValueFactory = _ => otherwise };
        option.Validators.Add(result =>
        {
            if (result.Tokens is [var token] && int.TryParse(token.Value, CultureInfo.InvariantCulture, out var value) && value < 0)
                result.AddError($"{name} cannot be negative");
        });
        return option;
    }

    private sealed record Extent(int Count, int Bodies, int Across, int Local, int Dirty, int Seed, int Builds);

    private async Task<int> RunAsync(OpenRequest request, Extent extent, CancellationToken cancellationToken)
    {
        using var progress = streams.StartProgress(opening.Time);
        var opened = await opening.OpenAsync(request, progress, cancellationToken);
        return await CompareAsync(request, opened, extent, progress, cancellationToken);
    }

    // Apart from opening: what mentions Roslyn is compiled only when Roslyn has been found.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private async Task<int> CompareAsync(OpenRequest request, WorkspaceOpening.Opened opened, Extent extent, ProgressLine progress, CancellationToken cancellationToken)
    {
        var random = new Random(extent.Seed);
        var (start, verifier) = await BaseAsync(opened, extent, random, progress, cancellationToken);
        await using var server = new CompilerServer(opened.Sdk);
        var compiler = await CompilerReference.CreateAsync(start, server, progress, cancellationToken);
        if (compiler.IsDirty && extent.Builds > 0)
            throw new WorkspaceException("a build of a solution with errors fails with and without a change: --builds needs a clean base");

        progress.Report("comparing");
        var report = new ExactReport(streams.Output, progress);
        var run = new ExactRun(start, verifier, compiler, random, opening.Time);
        IEnumerable<string> Notes() =>
        [
            .. start.Dirt.Select(dirt => VisibleText.Of($"in the base: {dirt.Kind}, {dirt.Edit.Path}")),
            $"seed {extent.Seed}; csc was asked {compiler.Compilations} times",
        ];
        try
        {
            await CompareChangesAsync(run, compiler.IsDirty, extent, report, cancellationToken);
            if (extent.Builds > 0)
                await CompareBuildsAsync(request, opened, report, extent.Builds, progress, cancellationToken);
        }
        catch (OperationCanceledException)
        {
            // What has been compared by now took its time, and is worth seeing.
            report.End(run.LeftOut, [.. Notes(), "stopped before the end"]);
            throw;
        }

        return report.End(run.LeftOut, Notes()) ? ExitCode.Done : ExitCode.SomethingLeft;
    }

    private static async Task CompareChangesAsync(ExactRun run, bool isDirty, Extent extent, ExactReport report, CancellationToken cancellationToken)
    {
        await foreach (var comparison in run.MixedAsync(extent.Count, cancellationToken))
            report.Add(comparison);
        await foreach (var comparison in run.BodiesAsync(extent.Bodies, cancellationToken))
            report.Add(comparison);
        await foreach (var comparison in run.AcrossAsync(extent.Across, cancellationToken))
            report.Add(comparison);
        await foreach (var comparison in run.LocalAsync(extent.Local, cancellationToken))
            report.Add(comparison);
        // Beside errors not every step can be met, and looking for them would take longer than all the rest.
        if (isDirty)
            return;
        var met = report.All.Select(comparison => (comparison.Verdict.Stage, comparison.Verdict.Kind)).ToHashSet();
        await foreach (var comparison in run.MissedStepsAsync(met, cancellationToken))
            report.Add(comparison);
    }

    private static async Task<(DirtyBase Start, Verifier Verifier)> BaseAsync(
        WorkspaceOpening.Opened opened, Extent extent, Random random, ProgressLine progress, CancellationToken cancellationToken)
    {
        var snapshot = opened.Solution.Snapshot;
        var verifier = new Verifier(snapshot);
        progress.Report("preparing the verifier");
        await verifier.WarmUpAsync(progress.Places, cancellationToken);
        if (extent.Dirty == 0)
            return (new DirtyBase(snapshot, snapshot, []), verifier);
        progress.Report($"putting {extent.Dirty} errors in");
        var start = await new DirtMaker(snapshot, verifier, random).MakeAsync(extent.Dirty, cancellationToken);
        progress.Report("preparing the verifier for the base with errors");
        verifier = new Verifier(start.Snapshot);
        await verifier.WarmUpAsync(progress.Places, cancellationToken);
        return (start, verifier);
    }

    // Real builds take turns between verdicts of both kinds and between stages.
    private async Task CompareBuildsAsync(
        OpenRequest request, WorkspaceOpening.Opened opened, ExactReport report, int builds, ProgressLine progress, CancellationToken cancellationToken)
    {
        progress.Report("building a copy");
        var root = opened.Solution.Snapshot.Root;
        var path = WorkspaceTarget.Find(Path.Combine(streams.CallerFolder, request.Path)).Path;
        await using var reference = await BuildReference.CreateAsync(root, path, opened.Sdk, request.Properties, withServer: false, cancellationToken);
        var chosen = report.All
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
            progress.Report($"dotnet build with: {comparison.Mutation.Name} in {comparison.Mutation.Path}");
            var started = opening.Time.GetTimestamp();
            var succeeds = await reference.BuildsAsync(comparison.Mutation.Edits, withAnalyzers: false, cancellationToken);
            var taken = opening.Time.GetElapsedTime(started);
            report.Add(comparison with { Standing = Standing.Build, Reference = new ReferenceAnswer(succeeds ? [] : ["build failed"]), ReferenceTime = taken });
        }
    }
}
