using Assistant.Core.Edits;
using Assistant.Core.Snapshots;
using Assistant.Core.Verification;
using Microsoft.CodeAnalysis.Text;

namespace Assistant.Cli.Exactness;

/// <summary>What a comparison stands on, and who the reference is.</summary>
internal enum Standing
{
    /// <summary>A random change of the text on disk, compared with <c>csc</c>.</summary>
    Clean,

    /// <summary>A change that was searched for because no random one was decided at its step that way.</summary>
    Sought,

    /// <summary>A change beside an error that is there already.</summary>
    Broken,

    /// <summary>A random change of the text on disk, compared with <c>dotnet build</c>.</summary>
    Build,
}

/// <summary>One comparison of a verdict with the reference.</summary>
/// <param name="Mutation">What was changed.</param>
/// <param name="Standing">What the comparison stands on.</param>
/// <param name="Verdict">The verifier's word.</param>
/// <param name="Reference">Ids the reference reports as new; for a build, empty or <c>build failed</c>.</param>
/// <param name="VerdictTime">How long the verifier took.</param>
/// <param name="ReferenceTime">How long the reference took.</param>
internal sealed record Comparison(
    Mutation Mutation, Standing Standing, Verdict Verdict, IReadOnlyList<string> Reference, TimeSpan VerdictTime, TimeSpan ReferenceTime)
{
    public bool Agrees => Verdict.Kind == (Reference.Count == 0 ? VerdictKind.Accepted : VerdictKind.Rejected);
}

/// <summary>Makes random single edits and asks both the verifier and the compiler about each. The same seed gives the same edits.</summary>
internal sealed class ExactRun(Snapshot snapshot, Verifier verifier, CompilerReference compiler, int seed, TimeProvider time)
{
    // A kind that finds no place in a file is drawn again in another one; this many draws mean there is none anywhere.
    private const int MostDraws = 300;
    private const int MostDrawsForSteps = 1000;

    // Every step that can accept or reject without the project's analyzers.
    private static readonly (Stage Stage, VerdictKind Kind)[] Steps =
    [
        .. from stage in new[] { Stage.Syntax, Stage.Document, Stage.Body, Stage.Project, Stage.Dependents }
           from kind in new[] { VerdictKind.Accepted, VerdictKind.Rejected }
           select (stage, kind),
    ];

    private readonly Random random = new(seed);

    /// <summary>How many changes were drawn and not verified.</summary>
    public int NotVerified { get; private set; }

    /// <summary>Comparisons on the text on disk, one for each kind of change in turn.</summary>
    public async IAsyncEnumerable<Comparison> OnCleanBaseAsync(int count, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var documents = Documents();
        // Some code has no place for some kinds: no await, no documentation.
        var kinds = MutationKinds.All.ToList();
        for (int made = 0, turn = 0; made < count && kinds.Count > 0 && turn < (count * 3) + MostDraws; turn++)
        {
            var (kind, change) = kinds[turn % kinds.Count];
            Mutation? mutation = null;
            for (var draws = 0; mutation is null && draws < MostDraws; draws++)
                mutation = await DrawAsync(documents[random.Next(documents.Count)], kind, change, cancellationToken);
            if (mutation is null)
            {
                kinds.RemoveAt(turn % kinds.Count);
                continue;
            }

            var (verdict, taken) = await JudgeAsync(verifier, mutation.Edit, cancellationToken);
            // What is judged by nobody, in disabled text say, leaves nothing to compare; it is counted and said.
            if (verdict.Kind == VerdictKind.NotVerified)
            {
                NotVerified++;
                continue;
            }

            made++;
            yield return await CompareAsync(mutation, Standing.Clean, null, verdict, taken, cancellationToken);
        }
    }

    /// <summary>
    /// Comparisons for steps and decisions that random changes have not met so far: changes are drawn and judged until one is
    /// decided that way, and only that one is compared. What cannot be met in a bounded number of draws is left out.
    /// </summary>
    /// <param name="met">What has been met.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public async IAsyncEnumerable<Comparison> OnMissedStepsAsync(
        IReadOnlyCollection<(Stage Stage, VerdictKind Kind)> met, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var missed = Steps.Except(met).ToHashSet();
        var documents = Documents();
        for (var turn = 0; missed.Count > 0 && turn < MostDrawsForSteps; turn++)
        {
            var (kind, change) = MutationKinds.All[turn % MutationKinds.All.Count];
            if (await DrawAsync(documents[random.Next(documents.Count)], kind, change, cancellationToken) is not { } mutation)
                continue;
            var (verdict, taken) = await JudgeAsync(verifier, mutation.Edit, cancellationToken);
            if (missed.Remove((verdict.Stage, verdict.Kind)))
                yield return await CompareAsync(mutation, Standing.Sought, null, verdict, taken, cancellationToken);
        }
    }

    /// <summary>On a file that has an error already, a second identical one, and a harmless change.</summary>
    /// <param name="broken">An earlier comparison whose change was rejected when its file was bound.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public async Task<IReadOnlyList<Comparison>> OnBrokenBaseAsync(Comparison broken, CancellationToken cancellationToken)
    {
        var (changes, _) = await ChangeSet.CreateAsync(snapshot, [broken.Mutation.Edit], cancellationToken);
        var dirty = new Verifier(changes!.After);
        var after = changes.Files[0].After!;
        var line = after.Lines.GetLineFromPosition(broken.Mutation.Edit.Start);
        var comparisons = new List<Comparison>();
        foreach (var (kind, text) in new[] { ("same error again", " " + after.ToString(TextSpan.FromBounds(line.Start, line.End)).Trim()), ("comment beside an error", " // beside") })
        {
            var edit = new ReplaceText(broken.Mutation.Edit.Path, line.End, 0, text);
            var (verdict, taken) = await JudgeAsync(dirty, edit, cancellationToken);
            comparisons.Add(await CompareAsync(new Mutation(kind, edit), Standing.Broken, broken.Mutation.Edit, verdict, taken, cancellationToken));
        }

        return comparisons;
    }

    private async Task<(Verdict Verdict, TimeSpan Taken)> JudgeAsync(Verifier judge, ReplaceText edit, CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        var verdict = await judge.VerifyAsync([edit], withAnalyzers: false, cancellationToken);
        return (verdict, time.GetElapsedTime(started));
    }

    private async Task<Comparison> CompareAsync(
        Mutation mutation, Standing standing, ReplaceText? before, Verdict verdict, TimeSpan taken, CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        var errors = await compiler.NewErrorsAsync(before, mutation.Edit, cancellationToken);
        return new Comparison(mutation, standing, verdict, errors, taken, time.GetElapsedTime(started));
    }

    private List<(string Path, Microsoft.CodeAnalysis.Document Document)> Documents() =>
    [
        .. snapshot.Solution.Projects
            .SelectMany(project => project.Documents)
            .Select(document => (Path: snapshot.RelativePath(document.FilePath!), Document: document))
            .Where(pair => !pair.Path.StartsWith("../", StringComparison.Ordinal) && !pair.Path.Split('/').Contains("obj"))
            .DistinctBy(pair => pair.Path)
            .OrderBy(pair => pair.Path, StringComparer.Ordinal),
    ];

    private async Task<Mutation?> DrawAsync(
        (string Path, Microsoft.CodeAnalysis.Document Document) place, string kind, Func<Microsoft.CodeAnalysis.SyntaxNode, Random, TextChange?> change, CancellationToken cancellationToken)
    {
        var root = (await place.Document.GetSyntaxRootAsync(cancellationToken))!;
        return change(root, random) is { } found && root.GetText().ToString(found.Span) != found.NewText
            ? new Mutation(kind, new ReplaceText(place.Path, found.Span.Start, found.Span.Length, found.NewText!))
            : null;
    }
}
