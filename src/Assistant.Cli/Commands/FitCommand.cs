using System.CommandLine;
using System.Globalization;
using System.Runtime.CompilerServices;
using Assistant.Cli.Benchmarks.Completion;
using Assistant.Cli.Opening;
using Assistant.Cli.Output;
using Assistant.Core.Completion;
using Assistant.Core.Verification;

namespace Assistant.Cli.Commands;

/// <summary><c>assistant debug fit</c>: the weights by which names at a caret are ranked, from the code of some solutions.</summary>
internal sealed class FitCommand(WorkspaceOpening opening, StandardStreams streams)
{
    // Another one than the benchmark's, so that what is fitted is not what is measured.
    private const int Seed = 17;
    private const int Others = 100;

    public static Command Create(WorkspaceOpening opening, StandardStreams streams)
    {
        var command = new Command("fit", "Prints the weights of names at a caret, fitted on the code of solutions.");
        var open = OpenArguments.AddTo(command);
        var also = new Option<string[]>("--also") { Description = "Another solution; may be repeated.", DefaultValueFactory = _ => [] };
        var places = new Option<int>("--places") { Description = "Names looked at in each.", DefaultValueFactory = _ => 1200 };
        command.Options.Add(also);
        command.Options.Add(places);
        command.SetAction((parsed, cancellationToken) => new FitCommand(opening, streams).RunAsync(open.Read(parsed), parsed.GetValue(also) ?? [], parsed.GetValue(places), cancellationToken));
        return command;
    }

    private async Task<int> RunAsync(OpenRequest request, string[] also, int places, CancellationToken cancellationToken)
    {
        var (members, others) = (new List<double[][]>(), new List<double[][]>());
        using (var progress = streams.StartProgress(opening.Time))
        {
            foreach (var one in also.Select(path => request with { Path = Path.GetFullPath(Path.Combine(streams.CallerFolder, path)) }).Prepend(request))
                await ReadAsync(await opening.OpenAsync(one, progress, cancellationToken), places, progress, members, others, cancellationToken);
            progress.Report("fitting");
        }

        await WriteAsync(members, others, cancellationToken);
        return ExitCode.Done;
    }

    // Apart from opening: what mentions Roslyn is compiled only when Roslyn has been found.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static async Task ReadAsync(WorkspaceOpening.Opened opened, int places, ProgressLine progress, List<double[][]> members, List<double[][]> others, CancellationToken cancellationToken)
    {
        var snapshot = opened.Solution.Snapshot;
        var completer = new Completer(await UsageIndex.CreateAsync(snapshot.Solution, cancellationToken), new CompletionTally());
        var random = new Random(Seed);
        foreach (var place in await CompletionPlace.DrawAsync(new Verifier(snapshot), places, random, cancellationToken))
        {
            progress.Report($"names at a caret: {members.Count + others.Count}");
            if (completer.Choice(new CompletionQuery(place.Files, place.Caret, IsInvoked: true), cancellationToken) is not { } choice || choice.Names.IndexOf(place.Name) is not (>= 0 and var chosen))
                continue;
            var rest = Enumerable.Range(0, choice.Names.Length).Where(at => at != chosen).ToArray();
            random.Shuffle(rest);
            (choice.AreMembers ? members : others).Add([.. rest.Take(Others).Prepend(chosen).Select(at => choice.Features[at])]);
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private async Task WriteAsync(List<double[][]> members, List<double[][]> others, CancellationToken cancellationToken)
    {
        var (ofMembers, ofOthers) = (WeightFit.Fit(members, NameChoice.Labels.Length), WeightFit.Fit(others, NameChoice.Labels.Length));
        await streams.Output.WriteLineAsync($"{members.Count} members, {others.Count} other names; weight for members and for others, in brackets what it is now".AsMemory(), cancellationToken);
        for (var at = 0; at < NameChoice.Labels.Length; at++)
        {
            var line = string.Create(CultureInfo.InvariantCulture, $"{NameChoice.Labels[at],-24}{ofMembers[at],8:0.00} ({NameChoice.Weights(areMembers: true)[at]:0.00}){ofOthers[at],8:0.00} ({NameChoice.Weights(areMembers: false)[at]:0.00})");
            await streams.Output.WriteLineAsync(line.AsMemory(), cancellationToken);
        }
    }
}
