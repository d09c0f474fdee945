using System.CommandLine;
using System.Globalization;
using System.Runtime.CompilerServices;
using Assistant.Cli.Benchmarks;
using Assistant.Cli.Benchmarks.Completion;
using Assistant.Cli.Opening;
using Assistant.Cli.Output;
using Assistant.Core.Verification;
using Assistant.Platform;
using Assistant.Workspace;

namespace Assistant.Cli.Commands;

/// <summary><c>assistant debug bench</c>: one table of what is aimed at and what is measured. Nothing fails when an aim is missed.</summary>
internal sealed class BenchCommand(StandardStreams streams, TimeProvider time)
{
    private static readonly string[] Parts = ["verdict", "declaration", "open", "memory", "complete", "server"];

    public static Command Create(WorkspaceOpening opening, StandardStreams streams)
    {
        var command = new Command("bench", "Measures verdicts, opening and memory on a solution, or on this project's source many times over.");
        var open = OpenArguments.AddTo(command);
        var part = new Option<string[]>("--part") { Description = "Only these measurements; may be repeated.", DefaultValueFactory = _ => Parts };
        part.AcceptOnlyFromAmong(Parts);
        var repository = new Option<string?>("--multiply") { Description = "The repository of this project, whose source is multiplied and measured instead of a solution." };
        var sizes = new Option<string>("--sizes") { Description = "To about how many lines, separated by commas.", DefaultValueFactory = _ => "15000,90000" };
        sizes.Validators.Add(result =>
        {
            if (Sizes(result.GetValueOrDefault<string>()).Contains(null))
                result.AddError("--sizes takes numbers of lines, such as 15000,90000");
        });
        var smoke = new Option<bool>("--smoke") { Description = "Each thing only as often as shows that it runs." };
        foreach (var option in new Option[] { part, repository, sizes, smoke })
            command.Options.Add(option);
        command.SetAction((parsed, cancellationToken) => new BenchCommand(streams, opening.Time).RunAsync(
            open.Read(parsed),
            new Extent(
                parsed.GetValue(part) ?? Parts,
                parsed.GetValue(repository),
                [.. Sizes(parsed.GetValue(sizes)).OfType<int>()],
                parsed.GetValue(smoke) ? BenchmarkCounts.Smoke : BenchmarkCounts.Full),
            cancellationToken));
        return command;
    }

    private sealed record Extent(string[] Parts, string? Repository, int[] Sizes, BenchmarkCounts Counts);

    private static List<int?> Sizes(string? list) =>
        [.. (list ?? "").Split(',').Select(size => int.TryParse(size, NumberStyles.None, CultureInfo.InvariantCulture, out var lines) ? lines : (int?)null)];

    private async Task<int> RunAsync(OpenRequest request, Extent extent, CancellationToken cancellationToken)
    {
        await Task.Yield();
        using var progress = streams.StartProgress(time);
        var table = new BenchmarkTable(streams.Output, progress);
        if (extent.Repository is null)
            await MeasureAsync(request with { Path = Path.Combine(streams.CallerFolder, request.Path) }, extent, table, progress, cancellationToken);
        foreach (var lines in extent.Repository is null ? [] : extent.Sizes)
            await MultiplyAsync(request, Path.Combine(streams.CallerFolder, extent.Repository!), lines, extent, table, progress, cancellationToken);
        table.End("Medians of one run on this machine; only numbers of the same run can be compared.");
        return ExitCode.Done;
    }

    private async Task MultiplyAsync(
        OpenRequest request, string repository, int lines, Extent extent, BenchmarkTable table, ProgressLine progress, CancellationToken cancellationToken)
    {
        using var folder = TempFolder.Create("assistant-bench-");
        progress.Report($"writing {lines} lines");
        var path = await new SourceMultiplier(repository).MakeAsync(RealPath.Of(folder.Path) ?? folder.Path, lines, cancellationToken);
        await MeasureAsync(request with { Path = path, Trust = true, Restore = true }, extent, table, progress, cancellationToken);
    }

    private async Task MeasureAsync(OpenRequest request, Extent extent, BenchmarkTable table, ProgressLine progress, CancellationToken cancellationToken)
    {
        using var own = TempFolder.Create("assistant-bench-");
        var opening = new WorkspaceOpening(new UserFolders(_ => own.Path), streams, time, "assistant debug bench");
        var opened = await opening.OpenAsync(request, progress, cancellationToken);
        await MeasureOpenedAsync(request, opened, extent, table, progress, cancellationToken);
    }

    // Apart from opening: what mentions Roslyn is compiled only when Roslyn has been found.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private async Task MeasureOpenedAsync(
        OpenRequest request, WorkspaceOpening.Opened opened, Extent extent, BenchmarkTable table, ProgressLine progress, CancellationToken cancellationToken)
    {
        var snapshot = opened.Solution.Snapshot;
        var verifier = new Verifier(snapshot);
        progress.Report("preparing the verifier");
        await verifier.WarmUpAsync(progress.Places, cancellationToken);
        foreach (var build in snapshot.BuildsInOrder)
        {
            if (await verifier.ErrorsAsync(build.Id, cancellationToken) is [var error, ..])
                throw new WorkspaceException($"{build.Name} does not compile, and that is not what is measured here: {error}");
        }

        var files = snapshot.Solution.Projects.SelectMany(project => project.Documents).DistinctBy(document => document.FilePath).ToList();
        var lines = 0;
        foreach (var document in files)
            lines += (await document.GetTextAsync(cancellationToken)).Lines.Count;
        var target = new BenchmarkTarget(request, WorkspaceTarget.Find(request.Path).Path, BenchmarkAims.For(lines));
        var context = new BenchmarkContext(target, opened, extent.Counts, table, progress, time);
        table.Section(string.Create(CultureInfo.InvariantCulture, $"{opened.Name}: {lines:N0} lines in {files.Count} files, {snapshot.Builds.Count()} projects"));
        if (extent.Parts.Contains("verdict"))
            await new VerdictBenchmark(context).RunAsync(verifier, cancellationToken);
        if (extent.Parts.Contains("declaration"))
            await new DeclarationBenchmark(context).RunAsync(verifier, cancellationToken);
        if (extent.Parts.Contains("open"))
            await new OpenBenchmark(context).RunAsync(verifier, cancellationToken);
        if (extent.Parts.Contains("memory"))
            await new MemoryBenchmark(context).RunAsync(cancellationToken);
        if (extent.Parts.Contains("complete"))
            await new CompletionBenchmark(context).RunAsync(verifier, cancellationToken);
        if (extent.Parts.Contains("server"))
            await new ServerBenchmark(context).RunAsync(cancellationToken);
    }
}
