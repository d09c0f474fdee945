using System.CommandLine;
using System.Globalization;
using System.Runtime.CompilerServices;
using Assistant.Cli.Opening;
using Assistant.Cli.Output;
using Assistant.Cli.Repairs;
using Assistant.Core.Proposing;
using Assistant.Core.Verification;
using Assistant.Workspace;

namespace Assistant.Cli.Commands;

/// <summary><c>assistant debug repairs</c>: how many of the faults put into sound code the rules repair, kind by kind.</summary>
internal sealed class RepairsCommand(WorkspaceOpening opening, StandardStreams streams)
{
    public static Command Create(WorkspaceOpening opening, StandardStreams streams)
    {
        var command = new Command("repairs", "Puts faults into a solution that compiles, in memory, and counts how many are repaired.");
        var open = OpenArguments.AddTo(command);
        var count = new Option<int>("--count") { Description = "How many faults, of each kind in turn.", DefaultValueFactory = _ => 100 };
        var seed = new Option<int>("--seed") { Description = "Which faults: the same seed makes the same ones.", DefaultValueFactory = _ => 1 };
        var together = new Option<int>("--together") { Description = "How many are there at once, each in a file of its own.", DefaultValueFactory = _ => 1 };
        var only = new Option<string[]>("--only") { Description = "Only kinds of fault with this in their name." };
        var show = new Option<bool>("--show") { Description = "Tell of each fault that was not restored: its lines, its diagnostics, what was thrown away and why." };
        var typos = new Option<bool>("--typos") { Description = "Misspell words and names, and ask for the diagnostics of misspellings." };
        foreach (var option in new Option[] { count, seed, together, only, show, typos })
            command.Options.Add(option);
        command.SetAction((parsed, cancellationToken) => new RepairsCommand(opening, streams).RunAsync(
            open.Read(parsed),
            new Extent(
                parsed.GetValue(count), parsed.GetValue(seed), Math.Max(1, parsed.GetValue(together)), parsed.GetValue(only) ?? [], parsed.GetValue(show), parsed.GetValue(typos)),
            cancellationToken));
        return command;
    }

    private sealed record Extent(int Count, int Seed, int Together, IReadOnlyList<string> Only, bool Show, bool Typos);

    private async Task<int> RunAsync(OpenRequest request, Extent extent, CancellationToken cancellationToken)
    {
        using var progress = streams.StartProgress(opening.Time);
        var opened = await opening.OpenAsync(request, progress, cancellationToken);
        return await RepairAsync(opened, extent, progress, cancellationToken);
    }

    // Apart from opening: what mentions Roslyn is compiled only when Roslyn has been found.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private async Task<int> RepairAsync(WorkspaceOpening.Opened opened, Extent extent, ProgressLine progress, CancellationToken cancellationToken)
    {
        var snapshot = opened.Solution.Snapshot;
        var verifier = await SoundVerifier.OfAsync(snapshot, progress, cancellationToken);
        var rules = new RulesTier(FixProviders.In(opened.Roslyn.FeatureAssemblies));
        var random = new Random(extent.Seed);
        Action<string>? tell = extent.Show ? line => Say(progress, line) : null;
        if (extent.Typos)
        {
            progress.Report("correcting what is misspelled already");
            var clean = await TypoRun.CleanAsync(verifier, rules, cancellationToken);
            var run = new TypoRun(clean, new Verifier(clean), rules, random, tell);
            return await CountAsync(TypoKinds.All, kind => kind.Name, extent, progress, run.RoundAsync);
        }
        else
        {
            var run = new RepairRun(snapshot, verifier, rules, random, tell);
            return await CountAsync(FaultKinds.All, kind => kind.Name, extent, progress, async (kinds, tallies, token) =>
            {
                if (await run.RoundAsync(kinds, tallies, token) is not { } errors)
                    return false;
                if (kinds.Count > 1)
                    Say(progress, $"{kinds.Count} together: {errors.Before} errors, {errors.After} after the repairs");
                return true;
            });
        }

        async Task<int> CountAsync<T>(
            IEnumerable<T> all, Func<T, string> nameOf, Extent extent, ProgressLine progress,
            Func<IReadOnlyList<T>, IReadOnlyList<RepairTally>, CancellationToken, Task<bool>> round)
        {
            var asked = all.Where(kind => extent.Only.Count == 0 || extent.Only.Any(part => nameOf(kind).Contains(part, StringComparison.Ordinal))).ToList();
            var tallies = asked.ConvertAll(kind => new RepairTally(nameOf(kind)));
            var kinds = asked.Zip(tallies).ToList();
            try
            {
                for (int injected = 0, turn = 0; injected < extent.Count && kinds.Count > 0; turn++)
                {
                    var chosen = Enumerable.Range(turn * extent.Together, extent.Together).Select(index => kinds[index % kinds.Count]).ToList();
                    progress.Places.Report($"{injected} of {extent.Count}: {nameOf(chosen[0].First)}");
                    if (await round([.. chosen.Select(pair => pair.First)], [.. chosen.Select(pair => pair.Second)], cancellationToken))
                    {
                        injected += extent.Together;
                    }
                    else if (extent.Together == 1)
                    {
                        // Some code has no place for some kinds.
                        kinds.Remove(chosen[0]);
                    }
                    else if (turn > extent.Count)
                    {
                        throw new WorkspaceException($"{extent.Together} faults at once find no place in this solution: ask for fewer with --together");
                    }
                }
            }
            finally
            {
                Table(tallies, progress);
            }

            return tallies.TrueForAll(tally => tally.Worse == 0) ? ExitCode.Done : ExitCode.SomethingLeft;
        }
    }

    private void Say(ProgressLine progress, string line)
    {
        progress.Clear();
        streams.Output.WriteLine(line);
    }

    private void Table(List<RepairTally> tallies, ProgressLine progress)
    {
        var sum = RepairTally.Sum(tallies);
        Say(progress, $"{"fault",-22}{string.Concat(RepairTally.Heads.Select(head => head.PadLeft(10)))}");
        foreach (var tally in tallies.Where(tally => tally.Injected > 0).Append(sum))
            streams.Output.WriteLine($"{tally.Kind,-22}{string.Concat(tally.Cells.Select(cell => cell.ToString(CultureInfo.InvariantCulture).PadLeft(10)))}");
        streams.Output.WriteLine(
            $"repaired: {Share(sum.Repaired)}, of which restored exactly {Share(sum.Of(FaultEnding.Exactly))} and repaired otherwise {Share(sum.Of(FaultEnding.Otherwise))}; "
            + $"with new warnings {sum.Of(FaultEnding.Warned)}, made worse {sum.Worse}");

        string Share(int part) =>
            sum.Injected == 0 ? "none" : $"{part} of {sum.Injected} ({Math.Floor(100.0 * part / sum.Injected).ToString("0", CultureInfo.InvariantCulture)}%)";
    }
}
