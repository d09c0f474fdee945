using System.CommandLine;
using System.Globalization;
using System.Runtime.CompilerServices;
using Assistant.Cli.Benchmarks;
using Assistant.Cli.Exactness;
using Assistant.Cli.Opening;
using Assistant.Cli.Output;
using Assistant.Core.Verification;

namespace Assistant.Cli.Commands;

/// <summary>
/// <c>assistant debug memory</c>: three numbers on one line, the working set in megabytes when the solution is open, when
/// the verifier is prepared, and after many verdicts. A process of its own, so that nothing else is in the numbers.
/// </summary>
internal sealed class MemoryCommand(WorkspaceOpening opening, StandardStreams streams)
{
    public static Command Create(WorkspaceOpening opening, StandardStreams streams)
    {
        var command = new Command("memory", "Prints the working set in megabytes: opened, prepared, after many verdicts.");
        var open = OpenArguments.AddTo(command);
        var verdicts = new Option<int>("--verdicts") { Description = "How many.", DefaultValueFactory = _ => 1000 };
        command.Options.Add(verdicts);
        command.SetAction((parsed, cancellationToken) => new MemoryCommand(opening, streams).RunAsync(open.Read(parsed), parsed.GetValue(verdicts), cancellationToken));
        return command;
    }

    private async Task<int> RunAsync(OpenRequest request, int verdicts, CancellationToken cancellationToken)
    {
        using var progress = streams.StartProgress(opening.Time);
        var opened = await opening.OpenAsync(request, progress, cancellationToken);
        return await MeasureAsync(opened, verdicts, progress, cancellationToken);
    }

    // Apart from opening: what mentions Roslyn is compiled only when Roslyn has been found.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private async Task<int> MeasureAsync(WorkspaceOpening.Opened opened, int verdicts, ProgressLine progress, CancellationToken cancellationToken)
    {
        var snapshot = opened.Solution.Snapshot;
        var loaded = WorkingSet();
        var verifier = new Verifier(snapshot);
        await verifier.WarmUpAsync(progress.Places, cancellationToken);
        var prepared = WorkingSet();
        progress.Report($"{verdicts} verdicts");
        await new AcceptedEdits(new DrawnFiles(snapshot), verifier, new Random(5), opening.Time).OfBodiesAsync(verdicts, cancellationToken);
        progress.Clear();
        streams.Output.WriteLine($"{loaded} {prepared} {WorkingSet()}");
        return ExitCode.Done;
    }

    private static string WorkingSet() => (Environment.WorkingSet >> 20).ToString(CultureInfo.InvariantCulture);
}
