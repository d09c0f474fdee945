using Assistant.Cli.Exactness;
using Assistant.Cli.Repairs;
using Assistant.Core.Edits;
using Assistant.Core.Snapshots;
using Assistant.Core.Verification;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Assistant.Cli.Cascades;

/// <summary>Draws tasks: one fault of each kind in turn, those alone that the compiler reports as errors. The same seed gives the same.</summary>
/// <param name="disk">Code that compiles.</param>
/// <param name="verifier">Of it.</param>
/// <param name="seed">Which faults.</param>
internal sealed class CascadeTasks(Snapshot disk, Verifier verifier, int seed)
{
    private const int MostDraws = 60;

    // Faults in members that wait, which are rare where nothing else is asked for.
    private const int MostAwaiting = 8;

    private DrawnFiles files = new(disk);
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

    /// <summary>Some more, all in members that wait for something; none where no code does.</summary>
    /// <param name="first">Their first number.</param>
    /// <param name="progress">Told what is done.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public async Task<IReadOnlyList<CascadeTask>> DrawAwaitingAsync(int first, IProgress<string> progress, CancellationToken cancellationToken)
    {
        var waiting = new HashSet<string>(StringComparer.Ordinal);
        foreach (var document in disk.Solution.Projects.SelectMany(project => project.Documents))
        {
            if ((await document.GetSyntaxRootAsync(cancellationToken))!.DescendantNodes().OfType<AwaitExpressionSyntax>().Any())
                waiting.Add(disk.RelativePath(document.FilePath!));
        }

        var (all, tasks) = (files, new List<CascadeTask>());
        files = all.Only(waiting);
        for (var turn = 0; tasks.Count < MostAwaiting && turn < MostDraws && !files.IsEmpty; turn++)
        {
            progress.Report($"drawing {tasks.Count} of {MostAwaiting} that wait");
            if (await DrawAsync(FaultKinds.All[turn % FaultKinds.All.Count], first + tasks.Count, cancellationToken, MostAwaiting) is { } task && Awaits(task))
                tasks.Add(task);
        }

        files = all;
        return tasks;
    }

    private static bool Awaits(CascadeTask task) => task.Truths.Values.All(truth => truth.Text.Contains("await ", StringComparison.Ordinal));

    private async Task<CascadeTask?> DrawAsync(MutationKind kind, int number, CancellationToken cancellationToken, int most = MostDraws)
    {
        for (var draws = 0; draws < most; draws++)
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
