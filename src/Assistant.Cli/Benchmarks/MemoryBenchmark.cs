using System.Globalization;
using Assistant.Platform;
using Assistant.Workspace;

namespace Assistant.Cli.Benchmarks;

/// <summary>The memory of a process that opens, prepares everything and then judges for a while.</summary>
internal sealed class MemoryBenchmark(BenchmarkContext context)
{
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        using var cache = TempFolder.Create("assistant-bench-");
        context.Progress.Report($"memory, {context.Counts.Kept} verdicts");
        var count = context.Counts.Kept.ToString(CultureInfo.InvariantCulture);
        var answer = await new OwnProcess(context.Opened.Sdk.DotnetExecutable, cache.Path).RunAsync(
            ["debug", "memory", context.Target.Path, "--trust", "--verdicts", count, .. context.Target.Properties], context.Snapshot.Root, cancellationToken);
        if (answer.ExitCode != ExitCode.Done || answer.Output.Trim().Split(' ') is not [var loaded, var prepared, var used])
            throw new WorkspaceException($"assistant debug memory ended with {answer.ExitCode}: {answer.Output.Trim()} {answer.Error.Trim()}");
        context.Table.Add(new("working set, opened", 1, Megabytes(loaded)));
        Row("working set, prepared", prepared);
        Row($"working set after {count} verdicts more", used);
        var growth = Number(used) - Number(prepared);
        context.Table.Add(new("  grown", context.Counts.Kept, $"{growth.ToString("0", CultureInfo.InvariantCulture)} MB",
            $"{(growth * 1024 / context.Counts.Kept).ToString("0.0", CultureInfo.InvariantCulture)} KB each"));
    }

    private void Row(string what, string megabytes)
    {
        var aim = context.Target.Aims.Megabytes;
        context.Table.Add(new(what, 1, Megabytes(megabytes), "", $"<= {aim} MB", Number(megabytes) <= aim));
    }

    private static string Megabytes(string text) => text + " MB";

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);
}
