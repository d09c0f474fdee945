using System.Runtime.CompilerServices;
using Assistant.Cli.Opening;
using Assistant.Cli.Output;
using Assistant.Workspace;

namespace Assistant.Cli.Pairs;

/// <summary>Where pairs come from: the history where there is one, and slips.</summary>
internal static class PairSource
{
    /// <summary>Prepares what pairs are made of.</summary>
    /// <exception cref="WorkspaceException">The solution does not compile.</exception>
    public static async Task<PairMaker> MakerAsync(WorkspaceOpening.Opened opened, int budget, ProgressLine progress, CancellationToken cancellationToken)
    {
        var snapshot = opened.Solution.Snapshot;
        var verifier = await SoundVerifier.OfAsync(snapshot, progress, cancellationToken);
        return new PairMaker(snapshot, verifier, budget);
    }

    /// <summary>Pairs: those of the history, at most half where slips are wanted too, then slips.</summary>
    /// <param name="maker">Makes them.</param>
    /// <param name="count">How many.</param>
    /// <param name="seed">Which slips.</param>
    /// <param name="history">How many commits are looked at; 0 for none.</param>
    /// <param name="mostOfHistory">How many pairs of the history at most.</param>
    /// <param name="note">Is told why there is no history.</param>
    /// <param name="progress">What is being done.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public static async IAsyncEnumerable<EditPair> PairsAsync(
        PairMaker maker, int count, int seed, int history, int mostOfHistory, Action<string> note, IProgress<string> progress, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var made = 0;
        if (history > 0 && mostOfHistory > 0)
        {
            var (git, problem) = await GitHistory.OpenAsync(maker.Snapshot.Root, Environment.GetEnvironmentVariable("PATH"), cancellationToken);
            if (problem is not null)
                note($"{problem}: slips alone");
            await foreach (var pair in git is null ? AsyncEnumerable.Empty<EditPair>() : new HistoryPairs(maker, git).AllAsync(history, progress, cancellationToken))
            {
                yield return pair;
                if (++made >= mostOfHistory)
                    break;
            }

            if (git is not null && made == 0)
                note("no member at hand was changed in the commits that were looked at: slips alone");
        }

        if (made >= count)
            yield break;
        await foreach (var pair in new MutationPairs(maker, new Random(seed)).AllAsync(cancellationToken))
        {
            progress.Report($"{made} of {count}: {pair.Kind}");
            yield return pair;
            if (++made >= count)
                yield break;
        }
    }
}
