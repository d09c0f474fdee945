using System.Runtime.CompilerServices;
using Assistant.Cli.Output;
using Assistant.Core.Edits;
using Assistant.Core.Verification;

namespace Assistant.Cli.Exactness;

/// <summary>
/// Makes random single edits and asks both the verifier and the compiler about each. The same seed gives the same edits.
/// The verifier is asked first: it is the faster one, and where a run seeks verdicts of some sort only those are compared.
/// </summary>
internal sealed class ExactRun(DirtyBase start, Verifier verifier, CompilerReference compiler, Random random, TimeProvider time)
{
    // A kind that finds no place in a file is drawn again in another one; this many draws mean there is none anywhere.
    private const int MostDraws = 300;
    private const int MostDrawsForSteps = 400;

    // A run that seeks many of a sort gives up when it has made this many draws for each.
    private const int MostDrawsForEach = 40;

    private static readonly Stage[] Stages = [Stage.Syntax, Stage.Document, Stage.Body, Stage.Project, Stage.Dependents];

    private readonly DrawnFiles files = new(start.Snapshot);
    private readonly DrawnFiles brokenFiles = new DrawnFiles(start.Snapshot).Only(start.Dirt.Select(dirt => dirt.Edit.Path).ToHashSet(StringComparer.Ordinal));
    private readonly Standing standing = compiler.IsDirty ? Standing.Dirty : Standing.Clean;

    /// <summary>What was drawn and not compared.</summary>
    public LeftOut LeftOut { get; } = new();

    /// <summary>Comparisons of one kind of change after the other.</summary>
    public async IAsyncEnumerable<Comparison> MixedAsync(int count, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        // Some code has no place for some kinds: no await, no documentation. A run of few takes others with each seed.
        var shuffled = MutationKinds.All.ToArray();
        random.Shuffle(shuffled);
        List<MutationKind> kinds = [.. start.Dirt.Any(dirt => !dirt.Hides) ? [MutationKinds.SameErrorAgain] : Array.Empty<MutationKind>(), .. shuffled];
        for (int made = 0, turn = 0; made < count && kinds.Count > 0 && turn < (count * 3) + MostDraws; turn++)
        {
            if (await DrawAnywhereAsync(kinds[turn % kinds.Count], MutationKinds.All, cancellationToken) is not { } mutation)
            {
                LeftOut.Add(Omission.NoPlace, kinds[turn % kinds.Count].Name);
                kinds.RemoveAt(turn-- % kinds.Count);
            }
            else if (await JudgeAsync(mutation, cancellationToken) is { } judged && await CompareAsync(mutation, standing, judged, cancellationToken) is { } comparison)
            {
                made++;
                yield return comparison;
            }
        }
    }

    /// <summary>Comparisons of changes of bodies, four in five of a kind that mostly compiles, until enough have been accepted.</summary>
    public async IAsyncEnumerable<Comparison> BodiesAsync(int accepted, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        for (int met = 0, turn = 0; met < accepted && turn < accepted * MostDrawsForEach; turn++)
        {
            var kinds = turn % 5 == 4 ? BodyKinds.Breaking : BodyKinds.Harmless;
            if (await DrawAsync(files, kinds[random.Next(kinds.Count)], BodyKinds.Harmless, cancellationToken) is not { } mutation
                || await JudgeAsync(mutation, cancellationToken) is not { } judged
                || await CompareAsync(mutation, standing, judged, cancellationToken) is not { } comparison)
                continue;
            if (comparison.IsAcceptedBody)
                met++;
            yield return comparison;
        }
    }

    /// <summary>
    /// Comparisons of changes that are felt in another project, until there are enough; those that end before are judged and
    /// passed over, except where the verifier says that a change of declarations is felt nowhere else: that is compared too.
    /// </summary>
    public IAsyncEnumerable<Comparison> AcrossAsync(int felt, CancellationToken cancellationToken) => SoughtAsync(
        MutationKinds.Declarations,
        files.In(start.Snapshot, DirtMaker.Depended(start.Snapshot)),
        verdict => verdict is { Stage: Stage.Dependents } or { Stage: Stage.Project, Kind: VerdictKind.Accepted },
        felt,
        comparison => comparison.IsFeltAcross,
        cancellationToken);

    /// <summary>Comparisons of changes of declarations that the verifier accepts without a look at the other files, until there are enough.</summary>
    public IAsyncEnumerable<Comparison> LocalAsync(int accepted, CancellationToken cancellationToken) => SoughtAsync(
        [.. LocalDeclarationKinds.All.Where(kind => !kind.IsOfBody)],
        files,
        Comparison.IsAcceptedInFile,
        accepted,
        comparison => comparison.IsFeltInFileAlone,
        cancellationToken);

    private async IAsyncEnumerable<Comparison> SoughtAsync(
        IReadOnlyList<MutationKind> kinds, DrawnFiles among, Func<Verdict, bool> isSought, int count, Func<Comparison, bool> counts, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        for (int met = 0, turn = 0; met < count && turn < count * MostDrawsForEach && !among.IsEmpty; turn++)
        {
            if (await DrawAsync(among, kinds[turn % kinds.Count], [], cancellationToken) is not { } mutation
                || await JudgeAsync(mutation, cancellationToken) is not { } judged)
                continue;
            if (!isSought(judged.Verdict))
            {
                LeftOut.Add(Omission.PassedOver, Decided(judged.Verdict));
                continue;
            }

            if (await CompareAsync(mutation, standing, judged, cancellationToken) is not { } comparison)
                continue;
            if (counts(comparison))
                met++;
            yield return comparison;
        }
    }

    /// <summary>
    /// Comparisons for steps and decisions that no comparison has met so far: changes are drawn and judged until one is
    /// decided that way, and only that one is compared. What cannot be met in a bounded number of draws is left out.
    /// </summary>
    /// <param name="met">What has been met.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public async IAsyncEnumerable<Comparison> MissedStepsAsync(
        IReadOnlyCollection<(Stage Stage, VerdictKind Kind)> met, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var missed = Stages
            .Where(stage => stage != Stage.Dependents || DirtMaker.Depended(start.Snapshot).Count > 0)
            .SelectMany(stage => new[] { (stage, VerdictKind.Accepted), (stage, VerdictKind.Rejected) })
            .Except(met)
            .ToHashSet();
        for (var turn = 0; missed.Count > 0 && turn < MostDrawsForSteps; turn++)
        {
            // Few kinds lead to a step, and some of those have a place in few files.
            var kinds = MutationKinds.LeadingTo(missed.Min().Item1);
            if (await DrawAnywhereAsync(kinds[turn % kinds.Count], [], cancellationToken) is not { } mutation
                || await JudgeAsync(mutation, cancellationToken) is not { } judged)
                continue;
            if (!missed.Remove((judged.Verdict.Stage, judged.Verdict.Kind)))
            {
                LeftOut.Add(Omission.PassedOver, Decided(judged.Verdict));
                continue;
            }

            if (await CompareAsync(mutation, Standing.Sought, judged, cancellationToken) is { } comparison)
                yield return comparison;
        }
    }

    // Null when no file has a place for it.
    private async Task<Mutation?> DrawAnywhereAsync(MutationKind kind, IReadOnlyList<MutationKind> others, CancellationToken cancellationToken)
    {
        Mutation? mutation = null;
        for (var draws = 0; mutation is null && draws < MostDraws; draws++)
            mutation = await DrawAsync(files, kind, others, cancellationToken);
        return mutation;
    }

    private async Task<Mutation?> DrawAsync(DrawnFiles among, MutationKind kind, IReadOnlyList<MutationKind> others, CancellationToken cancellationToken)
    {
        if (kind == MutationKinds.SameErrorAgain)
            return await SameErrorAgainAsync(cancellationToken);
        // Two changes at once are felt in ways that neither is alone.
        var beside = others.Count > 0 && random.Next(3) == 0 ? others[random.Next(others.Count)] : null;
        // Beside an error more can go wrong than far from it.
        return await (!brokenFiles.IsEmpty && among == files && random.Next(3) == 0 ? brokenFiles : among).DrawAsync(kind, random, cancellationToken, beside);
    }

    private async Task<Mutation?> SameErrorAgainAsync(CancellationToken cancellationToken)
    {
        var edit = Places.Pick(start.Dirt.Where(dirt => !dirt.Hides), random)!.Edit;
        if (await files.TextAsync(edit.Path, cancellationToken) is not { } text)
            return null;
        var line = text.Lines.GetLineFromPosition(edit.Start);
        return new Mutation(MutationKinds.SameErrorAgain, new ReplaceText(edit.Path, line.End, 0, " " + text.ToString(line.Span).Trim()));
    }

    private static string Decided(Verdict verdict) => $"{AnswerJson.NameOf(verdict.Kind)} at {AnswerJson.NameOf(verdict.Stage)}";

    private sealed record Judged(Verdict Verdict, TimeSpan Taken);

    // What is judged by nobody, in disabled text say, leaves nothing to compare; it is counted and said.
    private async Task<Judged?> JudgeAsync(Mutation mutation, CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        var verdict = await verifier.VerifyAsync(mutation.Edits, withAnalyzers: false, cancellationToken);
        if (verdict.Kind is VerdictKind.Accepted or VerdictKind.Rejected)
            return new Judged(verdict, time.GetElapsedTime(started));
        LeftOut.Add(Omission.NotJudged, verdict.Reason ?? AnswerJson.NameOf(verdict.Kind));
        return null;
    }

    private async Task<Comparison?> CompareAsync(Mutation mutation, Standing stands, Judged judged, CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        var answer = await compiler.JudgeAsync(mutation.Edits, cancellationToken);
        if (answer is not null)
            return new Comparison(mutation, stands, judged.Verdict, answer, judged.Taken, time.GetElapsedTime(started));
        LeftOut.Add(Omission.NotAsked, "the change touches an error that was put in to hide others");
        return null;
    }
}
