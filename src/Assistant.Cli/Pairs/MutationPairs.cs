using System.Runtime.CompilerServices;
using Assistant.Cli.Exactness;
using Assistant.Cli.Repairs;

namespace Assistant.Cli.Pairs;

/// <summary>Pairs of slips put into code that compiles, of each kind in turn. The same seed makes the same ones.</summary>
internal sealed class MutationPairs(PairMaker maker, Random random)
{
    private const int MostDraws = 40;

    private readonly DrawnFiles files = new(maker.Snapshot);

    /// <summary>The pairs, without end unless no kind finds a place any more.</summary>
    public async IAsyncEnumerable<EditPair> AllAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var kinds = FaultKinds.All.ToList();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        while (kinds.Count > 0 && !files.IsEmpty)
        {
            foreach (var kind in kinds.ToList())
            {
                if (await NextAsync(kind, cancellationToken) is not { } pair)
                    kinds.Remove(kind);
                else if (seen.Add(pair.Id))
                    yield return pair;
            }
        }
    }

    private async Task<EditPair?> NextAsync(MutationKind kind, CancellationToken cancellationToken)
    {
        for (var draws = 0; draws < MostDraws; draws++)
        {
            if (await files.DrawAsync(kind, random, cancellationToken) is not { Edits: [var fault] } mutation
                || files.DocumentOf(mutation.Path) is not { } document)
                continue;
            if (await maker.OfFaultAsync(kind.Name, document, fault, cancellationToken) is { } pair)
                return pair;
        }

        return null;
    }
}
