using System.CommandLine;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using Assistant.Cli.Opening;
using Assistant.Cli.Output;
using Assistant.Cli.Pairs;
using Assistant.Platform;

namespace Assistant.Cli.Commands;

/// <summary><c>assistant debug pairs</c>: real edits for the training of models, one JSON object a line.</summary>
internal sealed class PairsCommand(WorkspaceOpening opening, StandardStreams streams)
{
    private const int Budget = 900;

    public static Command Create(WorkspaceOpening opening, StandardStreams streams)
    {
        var command = new Command("pairs", "Writes pairs of a faulty or earlier text of a member and its right one, with the context, as JSON lines.");
        var open = OpenArguments.AddTo(command);
        var count = new Option<int>("--count") { Description = "How many pairs.", DefaultValueFactory = _ => 100 };
        var seed = new Option<int>("--seed") { Description = "Which slips: the same seed makes the same ones.", DefaultValueFactory = _ => 1 };
        var history = new Option<int>("--history") { Description = "How many commits are looked at for what people changed; 0 for slips alone.", DefaultValueFactory = _ => 200 };
        var output = new Option<string?>("--out") { Description = "The file to write; standard output if left out." };
        foreach (var option in new Option[] { count, seed, history, output })
            command.Options.Add(option);
        command.SetAction((parsed, cancellationToken) => new PairsCommand(opening, streams).RunAsync(
            open.Read(parsed), new Extent(parsed.GetValue(count), parsed.GetValue(seed), parsed.GetValue(history)), parsed.GetValue(output), cancellationToken));
        return command;
    }

    private sealed record Extent(int Count, int Seed, int History);

    private async Task<int> RunAsync(OpenRequest request, Extent extent, string? output, CancellationToken cancellationToken)
    {
        using var progress = streams.StartProgress(opening.Time);
        var opened = await opening.OpenAsync(request, progress, cancellationToken);
        return await WriteAsync(opened, extent, output, progress, cancellationToken);
    }

    // Apart from opening: what mentions Roslyn is compiled only when Roslyn has been found.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private async Task<int> WriteAsync(WorkspaceOpening.Opened opened, Extent extent, string? output, ProgressLine progress, CancellationToken cancellationToken)
    {
        var maker = await PairSource.MakerAsync(opened, Budget, progress, cancellationToken);
        var kinds = new SortedDictionary<string, int>(StringComparer.Ordinal);
        var lines = new StringBuilder();
        await foreach (var pair in PairSource.PairsAsync(maker, extent.Count, extent.Seed, extent.History, extent.Count, streams.Note, progress.Places, cancellationToken))
        {
            var line = JsonSerializer.Serialize(PairJson.Of(pair), PairContext.Readable.PairJson);
            kinds[pair.Kind] = kinds.GetValueOrDefault(pair.Kind) + 1;
            if (output is null)
            {
                progress.Clear();
                await streams.Output.WriteLineAsync(line.AsMemory(), cancellationToken);
            }
            else
            {
                lines.Append(line).Append('\n');
            }
        }

        if (output is not null)
            await AtomicFile.WriteAsync(Path.GetFullPath(Path.Combine(streams.CallerFolder, output)), Encoding.UTF8.GetBytes(lines.ToString()), cancellationToken);
        progress.Clear();
        streams.Note($"{kinds.Values.Sum()} pairs: {string.Join(", ", kinds.Select(kind => $"{kind.Value} {kind.Key}"))}; seed {extent.Seed}");
        return ExitCode.Done;
    }
}
