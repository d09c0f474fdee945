using System.Text.Json.Nodes;
using Assistant.Cli.Exactness;
using Assistant.Core.Edits;
using Assistant.Core.Verification;
using Assistant.Platform;
using Assistant.Workspace;

namespace Assistant.Cli.Benchmarks;

/// <summary>The time until the first verdict of the real command: with nothing cached, and once more.</summary>
internal sealed class OpenBenchmark(BenchmarkContext context)
{
    public async Task RunAsync(Verifier verifier, CancellationToken cancellationToken)
    {
        var drawn = new AcceptedEdits(new DrawnFiles(context.Snapshot), verifier, new Random(4), context.Time);
        var edit = (await drawn.OfSomeBodiesAsync(1, cancellationToken)).Edits[0].Edit;
        var (first, second) = (new Timings(context.Time), new Timings(context.Time));
        for (var turn = 0; turn < context.Counts.Openings; turn++)
        {
            using var cache = TempFolder.Create("assistant-bench-");
            var proposals = Path.Combine(cache.Path, "proposals.jsonl");
            await Files.WriteOwnAsync(proposals, Line(edit), cancellationToken);
            foreach (var timings in new[] { first, second })
            {
                context.Progress.Report($"assistant verify, {(timings == first ? "nothing cached" : "cached")}");
                var command = new OwnProcess(context.Opened.Sdk.DotnetExecutable, cache.Path);
                var answer = await timings.OfAsync(() => command.RunAsync(
                    ["verify", context.Target.Path, "--trust", "--proposals", proposals, .. context.Target.Properties], context.Snapshot.Root, cancellationToken));
                if (answer.ExitCode != ExitCode.Done)
                    throw new WorkspaceException($"assistant verify ended with {answer.ExitCode}: {answer.Output.Trim()} {answer.Error.Trim()}");
            }
        }

        var part = second.Median / first.Median;
        context.Table.Add(new("first verdict of a new process, nothing cached", first.Count, Timings.Text(first.Median), Timings.Text(first.P95)));
        context.Table.Add(new("first verdict of a new process, second time", second.Count, Timings.Text(second.Median), Timings.Text(second.P95)));
        context.Table.Add(new("  second of first", second.Count, BenchmarkTable.Percent(part), "", $"<= {BenchmarkTable.Percent(BenchmarkAims.SecondOpening)}", part <= BenchmarkAims.SecondOpening));
    }

    private static string Line(ReplaceText edit) => new JsonObject
    {
        ["id"] = "first",
        ["edits"] = new JsonArray(new JsonObject { ["path"] = edit.Path, ["start"] = edit.Start, ["length"] = edit.Length, ["newText"] = edit.NewText }),
    }.ToJsonString() + "\n";
}
