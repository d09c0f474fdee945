using Assistant.Cli.Exactness;
using Assistant.Cli.Repairs;
using Assistant.Core.Edits;
using Assistant.Core.Snapshots;
using Assistant.Core.Verification;

namespace Assistant.Cli.Cascades;

/// <summary>Draws tasks: one fault of each kind in turn, those alone that the compiler reports as errors. The same seed gives the same.</summary>
/// <param name="disk">Code that compiles.</param>
/// <param name="verifier">Of it.</param>
/// <param name="seed">Which faults.</param>
internal sealed class CascadeTasks(Snapshot disk, Verifier verifier, int seed)
{
    private const int MostDraws = 60;

    private readonly DrawnFiles files = new(disk);
    private readonly Random random = new(seed);

    /// <summary>Faults that were drawn and left out: what is asked about for none of their errors is where they are.</summary>
    public int Elsewhere { get; private set; }

    /// <summary>So many tasks, or fewer where the code has places for no more kinds.</summary>
    public async Task<IReadOnlyList<CascadeTask>> DrawAsync(int count, IProgress<string> progress, CancellationToken cancellationToken)
    {
        var tasks = new List<CascadeTask>();
        var kinds = FaultKinds.All.ToList();
        for (var turn = 0; tasks.Count < count && kinds.Count > 0; turn++)
        {
            var kind = kinds[turn % kinds.Count];
            progress.Report($"drawing {tasks.Count} of {count}: {kind.Name}");
            if (await DrawAsync(kind, tasks.Count, cancellationToken) is { } task)
                tasks.Add(task);
            else
                kinds.Remove(kind);
        }

        return tasks;
    }

    private async Task<CascadeTask?> DrawAsync(MutationKind kind, int number, CancellationToken cancellationToken)
    {
        for (var draws = 0; draws < MostDraws; draws++)
        {
            if (await files.DrawAsync(kind, random, cancellationToken) is not { Edits: [var edit] }
                || (await verifier.VerifyAsync([edit], withAnalyzers: false, cancellationToken)).Kind != VerdictKind.Rejected)
                continue;
            var (changes, _) = await ChangeSet.CreateAsync(disk, [edit], cancellationToken);
            var faulty = await (await verifier.ChangedAsync(changes!, cancellationToken)).SettleAsync(cancellationToken);
            if (await CascadeTask.OfAsync(number, kind.Name, faulty, files.DocumentOf(edit.Path)!, cancellationToken) is { } task)
                return task;
            Elsewhere++;
        }

        return null;
    }
}
