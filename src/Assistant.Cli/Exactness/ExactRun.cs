using Assistant.Core.Edits;
using Assistant.Core.Snapshots;
using Assistant.Core.Verification;
using Microsoft.CodeAnalysis.Text;

namespace Assistant.Cli.Exactness;

/// <summary>One comparison of a verdict with the reference.</summary>
/// <param name="Mutation">What was changed.</param>
/// <param name="Base">What the comparison stands on, such as <c>clean</c>.</param>
/// <param name="Verdict">The verifier's word.</param>
/// <param name="Reference">Ids the reference reports as new; for a build, empty or <c>build failed</c>.</param>
internal sealed record Comparison(Mutation Mutation, string Base, Verdict Verdict, IReadOnlyList<string> Reference)
{
    public bool Agrees => (Verdict.Kind == VerdictKind.Accepted) == (Reference.Count == 0);
}

/// <summary>Makes random single edits and asks both the verifier and the compiler about each. The same seed gives the same edits.</summary>
internal sealed class ExactRun(Snapshot snapshot, Verifier verifier, CompilerReference compiler, int seed)
{
    // Kinds that find no place in a file are drawn again in another one; this many draws mean there is none anywhere.
    private const int MostDraws = 2000;

    private readonly Random random = new(seed);

    /// <summary>Comparisons on the text on disk, one for each kind of change in turn.</summary>
    public async IAsyncEnumerable<Comparison> OnCleanBaseAsync(int count, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var documents = Documents();
        var draws = 0;
        for (int made = 0, turn = 0; made < count; turn++)
        {
            var (kind, change) = MutationKinds.All[turn % MutationKinds.All.Count];
            Mutation? mutation = null;
            while (mutation is null && draws++ < MostDraws + (count * 50))
                mutation = await DrawAsync(documents[random.Next(documents.Count)], kind, change, cancellationToken);
            if (mutation is null)
                yield break;
            var verdict = await verifier.VerifyAsync([mutation.Edit], withAnalyzers: false, cancellationToken);
            // An edit in disabled text is judged by nobody; there is nothing to compare.
            if (verdict.Kind == VerdictKind.NotVerified)
                continue;
            made++;
            yield return new Comparison(mutation, "clean", verdict, await compiler.NewErrorsAsync(null, mutation.Edit, cancellationToken));
        }
    }

    /// <summary>On a file that has an error already, a second identical one, and a harmless change.</summary>
    /// <param name="broken">An earlier comparison whose change was rejected when its file was bound.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public async Task<IReadOnlyList<Comparison>> OnBrokenBaseAsync(Comparison broken, CancellationToken cancellationToken)
    {
        var (changes, _) = await ChangeSet.CreateAsync(snapshot, [broken.Mutation.Edit], cancellationToken);
        using var dirty = new Verifier(changes!.After);
        var after = changes.Files[0].After!;
        var line = after.Lines.GetLineFromPosition(broken.Mutation.Edit.Start);
        var comparisons = new List<Comparison>();
        foreach (var (kind, text) in new[] { ("same error again", " " + after.ToString(TextSpan.FromBounds(line.Start, line.End)).Trim()), ("comment beside an error", " // beside") })
        {
            var edit = new ReplaceText(broken.Mutation.Edit.Path, line.End, 0, text);
            var verdict = await dirty.VerifyAsync([edit], withAnalyzers: false, cancellationToken);
            comparisons.Add(new Comparison(new Mutation(kind, edit), "broken", verdict, await compiler.NewErrorsAsync(broken.Mutation.Edit, edit, cancellationToken)));
        }

        return comparisons;
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
