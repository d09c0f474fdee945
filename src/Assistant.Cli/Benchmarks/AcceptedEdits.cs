using Assistant.Cli.Exactness;
using Assistant.Core.Edits;
using Assistant.Core.Verification;

namespace Assistant.Cli.Benchmarks;

/// <summary>Draws changes and times their verdicts, keeping those that are accepted.</summary>
internal sealed class AcceptedEdits(DrawnFiles files, Verifier verifier, Random random, TimeProvider time)
{
    private const int MostDrawsForEach = 40;

    // The plainest of the harmless ones: what is measured is the verdict and not what the change happens to need.
    private static readonly IReadOnlyList<MutationKind> Bodies = [.. BodyKinds.Harmless.Take(3)];

    /// <summary>Times changes of bodies.</summary>
    public Task<(Timings Timings, List<(ReplaceText Edit, Stage Stage)> Edits)> OfBodiesAsync(int count, CancellationToken cancellationToken) => OfAsync(Bodies, count, cancellationToken);

    /// <summary>Times changes of one kind after the other, until there are enough or no place is found for more.</summary>
    public async Task<(Timings Timings, List<(ReplaceText Edit, Stage Stage)> Edits)> OfAsync(IReadOnlyList<MutationKind> kinds, int count, CancellationToken cancellationToken)
    {
        var timings = new Timings(time);
        var edits = new List<(ReplaceText, Stage)>();
        for (var turn = 0; edits.Count < count && turn < count * MostDrawsForEach && !files.IsEmpty; turn++)
        {
            if (await files.DrawAsync(kinds[turn % kinds.Count], random, cancellationToken) is not { Edits: [var edit] })
                continue;
            var started = time.GetTimestamp();
            var verdict = await verifier.VerifyAsync([edit], withAnalyzers: false, cancellationToken);
            var taken = time.GetElapsedTime(started);
            if (verdict.Kind != VerdictKind.Accepted)
                continue;
            timings.Add(taken);
            edits.Add((edit, verdict.Stage));
        }

        return (timings, edits);
    }
}
