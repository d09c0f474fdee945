using Assistant.Core.Proposing.Models;
using Assistant.Core.Verification;
using Assistant.Server.Models;

namespace Assistant.Cli.Cascades;

/// <summary>
/// Lets a model be wrong in one way after another, once for a task, and counts which layer ends it: reading, the local check
/// while it is written, the compiler, the silencing rules. Each answer is judged whole, whatever the local check says of it.
/// </summary>
/// <param name="seed">Of the answers.</param>
internal sealed class LayerRun(int seed)
{
    // Answers of each way, and how often all tasks are gone through for them.
    private const int Wanted = 20;
    private const int MostRounds = 4;

    /// <summary>What became of the answers of each way, without those that have no code.</summary>
    /// <param name="tasks">What is asked.</param>
    /// <param name="progress">Told what is done.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task<IReadOnlyList<CorruptionTally>> RunAsync(IReadOnlyList<CascadeTask> tasks, IProgress<string> progress, CancellationToken cancellationToken)
    {
        var tallies = Corruptions.Names.Where(name => name != Corruptions.Prose).Select(name => new CorruptionTally(name)).ToList();
        foreach (var tally in tallies)
        {
            for (var turn = 0; turn < MostRounds * tasks.Count && tally.Answers < Wanted; turn++)
            {
                progress.Report($"{tally.Kind}: {tally.Answers} of {Wanted}");
                await AskAsync(tally, tasks[turn % tasks.Count], turn / tasks.Count, cancellationToken);
            }
        }

        return tallies;
    }

    private async Task AskAsync(CorruptionTally tally, CascadeTask task, int round, CancellationToken cancellationToken)
    {
        var (answer, whole) = await AskAsync(tally.Kind, task, round, isWatched: false, cancellationToken);
        if (answer.Corruption != tally.Kind)
            return;
        var (_, watched) = await AskAsync(tally.Kind, task, round, isWatched: true, cancellationToken);
        var isOther = whole.Candidate is { Files: [{ After: { } after }] } && !MemberTokens.AreSameFiles(after, await task.Right.GetTextAsync(cancellationToken));
        var (isCompiling, isStopped) = (whole.Verdict?.Kind == VerdictKind.Accepted, watched.Usage.Stopped > 0);
        tally.Answers++;
        tally.Parsing += answer.Parses ? 1 : 0;
        tally.Stopped += isStopped ? 1 : 0;
        tally.StoppedWrongly += isStopped && isCompiling ? 1 : 0;
        tally.Compiling += isOther && isCompiling ? 1 : 0;
        tally.Shown += isOther && whole.IsTaken ? 1 : 0;
    }

    private async Task<(SeededAnswer Answer, ModelTry Tried)> AskAsync(string kind, CascadeTask task, int round, bool isWatched, CancellationToken cancellationToken)
    {
        var model = new SeededModel(TierModels.Smallest, rate: 1, SeededModel.Mixed(seed, task.Number, round), task.Truths[TierModels.Smallest]) { Only = kind };
        var outcome = await new Cascade([TierModels.TierOf(model) with { Tries = 1, IsWatched = isWatched }], TimeProvider.System)
            .RunAsync(task.Asked, Judge.OfRepair(task.Verifier, task.Asked.Diagnostics[0]), new Progress<string>(), cancellationToken);
        return (model.Answers[0], outcome.Tries[0]);
    }
}
