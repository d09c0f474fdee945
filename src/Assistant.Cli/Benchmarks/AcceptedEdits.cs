using Assistant.Cli.Exactness;
using Assistant.Core.Edits;
using Assistant.Core.Verification;
using Assistant.Workspace;

namespace Assistant.Cli.Benchmarks;

/// <summary>Draws changes and times their verdicts, keeping those that are accepted.</summary>
internal sealed class AcceptedEdits(DrawnFiles files, Verifier verifier, Random random, TimeProvider time)
{
    private const int MostDrawsForEach = 40;

    // The plainest of the harmless ones: what is measured is the verdict and not what the change happens to need.
    private static readonly IReadOnlyList<MutationKind> Bodies = [.. BodyKinds.Harmless.Take(3)];

    /// <summary>Times changes of bodies.</summary>
    public Task<(Timings Timings, List<(ReplaceText Edit, Stage Stage)> Edits)> OfBodiesAsync(int count, CancellationToken cancellationToken) => OfAsync(Bodies, count, cancellationToken);

    /// <summary>Times changes of bodies, of which the rest of a measurement needs at least one.</summary>
    /// <exception cref="WorkspaceException">None is accepted.</exception>
    public async Task<(Timings Timings, List<(ReplaceText Edit, Stage Stage)> Edits)> OfSomeBodiesAsync(int count, CancellationToken cancellationToken)
    {
        var accepted = await OfBodiesAsync(count, cancellationToken);
        return accepted.Edits.Count > 0
            ? accepted
            : throw new WorkspaceException("none of the changes of bodies that were tried is accepted here, so there is no verdict to measure: "
                + "open a solution with more code in bodies, or measure only --part declaration and --part memory");
    }

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
