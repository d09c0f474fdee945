using System.Runtime.CompilerServices;
using Assistant.Core.Edits;
using Assistant.Core.Proposing.Models;
using Assistant.Core.Proposing.Typos;
using Assistant.Core.Snapshots;
using Assistant.Core.Testing;
using Assistant.Core.Verification;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Assistant.Core.Proposing;

/// <summary>
/// Repairs one diagnostic after the other until nothing more can be repaired. Each repair is judged on the text that the
/// repairs before it left; a repair that passes becomes part of that text. The law: the number of errors never rises, a
/// diagnostic that had no repair is tried again only after another repair changed something, and every diagnostic that is
/// there at the end has an outcome, also one that stands in no written file. What the parser could not read comes first:
/// while a brace is missing, other errors say little of what was meant. The repair of a warning brings neither an error nor
/// another warning, so the two numbers, errors first, only fall, but for errors that were hidden; those are bounded. Of
/// repairs that nothing tells apart none is taken: which one was meant is for people to say. Models are asked when the rules
/// can do no more, about each diagnostic once; after one of them was taken the rules are asked again.
/// </summary>
/// <param name="rules">Who is asked first.</param>
/// <param name="models">Who is asked when the rules know nothing more; null when nobody is.</param>
/// <param name="selection">What is to be repaired.</param>
public sealed class RepairLoop(RulesTier rules, Cascade? models, RepairSelection selection)
{
    // A repair can uncover an error; this many repairs for each error at the start are more than any honest chain needs.
    private const int MostRepairsPerTarget = 3;

    /// <summary>Tests that are asked of each repair the compiler takes; null when none are.</summary>
    public IProposalTests? Tests { get; init; }

    /// <summary>The snapshot with all repairs so far.</summary>
    public Snapshot? Repaired { get; private set; }

    /// <summary>Repairs, one outcome at a time, as they are decided; those that stay unrepaired come last.</summary>
    /// <param name="start">The judge of the broken text.</param>
    /// <param name="progress">What is being worked on.</param>
    /// <param name="cancellationToken">Ends the work; <see cref="Repaired"/> then holds what was repaired so far.</param>
    public async IAsyncEnumerable<RepairOutcome> RunAsync(Verifier start, IProgress<string> progress, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var verifier = start;
        Repaired = start.Snapshot;
        var typos = Misspelling.IsAskedFor(selection) ? await TypoFinder.OfAsync(start.Snapshot.Solution, cancellationToken) : null;
        var targets = await TargetsAsync(start.Snapshot, verifier, typos, cancellationToken);
        var left = targets.Count * MostRepairsPerTarget;
        var unsolved = new Dictionary<Target, RepairOutcome>();
        // In each pass every diagnostic is tried once, by the rules; a pass that repairs nothing is the last, and then models are asked until one has an answer.
        var (tried, asked) = (new HashSet<Target>(), new HashSet<Target>());
        for (var progressed = false; left > 0;)
        {
            var ofRules = targets.Find(candidate => candidate.Document is not null && tried.Add(candidate));
            if (ofRules is null && progressed)
            {
                progressed = false;
                tried.Clear();
                continue;
            }

            if ((ofRules ?? (models is null ? null : targets.Find(candidate => IsForModels(candidate, unsolved) && asked.Add(candidate)))) is not { } target)
                break;
            progress.Report($"{target.Reported.Path}:{target.Reported.Line} {target.Reported.Id}");
            var (outcome, after) = ofRules is null
                ? await AskModelsAsync(models!, verifier, target, unsolved[target], progress, cancellationToken)
                : await AskRulesAsync(verifier, target, cancellationToken);
            if (after is null)
            {
                unsolved[target] = outcome;
                continue;
            }

            verifier = after;
            Repaired = after.Snapshot;
            targets = await TargetsAsync(start.Snapshot, verifier, typos, cancellationToken);
            // The same key is another diagnostic now: the one it stood for is gone.
            tried.Remove(target);
            asked.Remove(target);
            left--;
            progressed = true;
            yield return outcome;
        }

        foreach (var target in targets)
            yield return unsolved.TryGetValue(target, out var outcome) ? outcome with { Target = target.Reported } : RepairOutcome.Unfixed(target.Reported);
    }

    // Not those of spelling, which no compiler judges, and not those of which people must choose among good repairs.
    private static bool IsForModels(Target target, Dictionary<Target, RepairOutcome> unsolved) =>
        target.Document is not null && !Misspelling.Is(target.Diagnostic) && unsolved.TryGetValue(target, out var outcome) && outcome.Tied.IsEmpty;

    private async Task<(RepairOutcome Outcome, Verifier? After)> AskRulesAsync(Verifier verifier, Target target, CancellationToken cancellationToken)
    {
        var document = verifier.Snapshot.Solution.GetDocument(target.Document!)!;
        var search = await RepairSearch.BeginAsync(rules, verifier, document, target.Diagnostic, target.Reported, cancellationToken);
        await search.JudgeAsync(verifier, soFar: null, cancellationToken);
        if (Tests is not null)
            await search.TestAsync(verifier, Tests, cancellationToken);
        return (search.Outcome, search.After);
    }

    private async Task<(RepairOutcome Outcome, Verifier? After)> AskModelsAsync(
        Cascade models, Verifier verifier, Target target, RepairOutcome soFar, IProgress<string> progress, CancellationToken cancellationToken)
    {
        var document = verifier.Snapshot.Solution.GetDocument(target.Document!)!;
        var task = await RepairTask.OfAsync(verifier, document, target.Diagnostic, cancellationToken);
        var found = await models.RunAsync(task, Judge.OfRepair(verifier, target.Diagnostic).With(Tests), progress, cancellationToken);
        return (soFar.With(found), found.After);
    }

    // Errors before warnings, those of the parser first and those of flow last, dependencies before dependents, then by place; once for all frameworks that report it.
    private async Task<List<Target>> TargetsAsync(Snapshot start, Verifier verifier, TypoFinder? typos, CancellationToken cancellationToken)
    {
        var targets = new List<Target>();
        var solution = verifier.Snapshot.Solution;
        var repaired = await ChangeSet.BetweenAsync(start, solution, cancellationToken);
        foreach (var build in verifier.Snapshot.BuildsInOrder)
        {
            var id = build.Id;
            IEnumerable<Diagnostic> diagnostics = await verifier.ErrorsAsync(id, cancellationToken);
            if (selection.WithWarnings)
                diagnostics = diagnostics.Concat(await verifier.WarningsAsync(id, cancellationToken));
            if (typos is not null)
                diagnostics = diagnostics.Concat(await MisspellingsAsync(solution.GetProject(id)!, typos, cancellationToken));
            var seen = new Dictionary<ErrorCount.Key, int>();
            var inPlace = diagnostics.Where(selection.Includes)
                .OrderBy(diagnostic => diagnostic.Location.SourceTree?.FilePath, StringComparer.Ordinal)
                .ThenBy(diagnostic => diagnostic.Location.SourceSpan.Start);
            foreach (var diagnostic in inPlace)
            {
                var document = diagnostic.Location.SourceTree?.FilePath is { Length: > 0 } path
                    ? solution.GetDocumentIdsWithFilePath(path).FirstOrDefault(document => document.ProjectId == id && solution.GetDocument(document) is not null)
                    : null;
                var key = ErrorCount.KeyOf(diagnostic);
                var nth = seen[key] = seen.GetValueOrDefault(key) + 1;
                targets.Add(new Target(diagnostic, document, WhereItStartedFrom(verifier.Report(diagnostic, build), diagnostic, repaired), key, nth, document is null ? build.ProjectFile : ""));
            }
        }

        return
        [
            .. targets.Distinct()
                .OrderByDescending(target => target.Diagnostic.Severity)
                .ThenByDescending(target => IsOfParser(target.Diagnostic))
                .ThenByDescending(target => IsBlock(target.Diagnostic))
                .ThenBy(target => IsOfFlow(target.Diagnostic)),
        ];
    }

    // Of the files that people write.
    private static async Task<List<Diagnostic>> MisspellingsAsync(Project project, TypoFinder typos, CancellationToken cancellationToken)
    {
        var misspellings = new List<Diagnostic>();
        foreach (var document in project.Documents)
        {
            var tree = (await document.GetSyntaxTreeAsync(cancellationToken))!;
            if (!GeneratedFiles.Is(tree, project.CompilationOptions?.SyntaxTreeOptionsProvider, cancellationToken))
                misspellings.AddRange(typos.In(tree, cancellationToken));
        }

        return misspellings;
    }

    // What a body does on its ways depends on what its names and statements mean.
    private static bool IsOfFlow(Diagnostic diagnostic) => diagnostic.Id is "CS0161" or "CS0165" or "CS0177" or "CS1643";

    // A block that is not closed makes nonsense of the members behind it, each with errors of its own.
    private static bool IsBlock(Diagnostic diagnostic) => diagnostic.Id is "CS1513" or "CS1022";

    private static bool IsOfParser(Diagnostic diagnostic) =>
        diagnostic.Location.SourceTree is { } tree && tree.GetDiagnostics().Any(other => other.Id == diagnostic.Id && other.Location.SourceSpan == diagnostic.Location.SourceSpan);

    // People and programs look for a diagnostic in the text that is on disk, whatever was repaired before it.
    private static ReportedDiagnostic WhereItStartedFrom(ReportedDiagnostic reported, Diagnostic diagnostic, ChangeSet? repaired)
    {
        if (repaired?.Files.FirstOrDefault(file => file.FullPath == diagnostic.Location.SourceTree?.FilePath) is not { Before: { } text }
            || diagnostic.Location.GetMappedLineSpan().HasMappedPath)
            return reported;
        var place = text.Lines.GetLinePosition(Math.Min(repaired.OldPosition(AsReadAnew(diagnostic)), text.Length));
        return reported with { Line = place.Line + 1, Column = place.Character + 1 };
    }

    // A parser that reads again only what changed puts a missing token before what follows, on the next line; one that reads
    // the whole text, as the compiler does, puts it behind what stands before.
    private static Location AsReadAnew(Diagnostic diagnostic)
    {
        if (diagnostic.Location.SourceTree is not { } tree || !IsOfParser(diagnostic))
            return diagnostic.Location;
        var earlier = tree.GetDiagnostics().Where(other => other.Id == diagnostic.Id).Select(other => other.Location).ToList();
        var anew = CSharpSyntaxTree.ParseText(tree.GetText(), (CSharpParseOptions)tree.Options, tree.FilePath)
            .GetDiagnostics().Where(other => other.Id == diagnostic.Id).Select(other => other.Location).ToList();
        return anew.Count == earlier.Count && earlier.IndexOf(diagnostic.Location) is >= 0 and var nth ? anew[nth] : diagnostic.Location;
    }

    /// <summary>
    /// A diagnostic to repair. It is known by its key and by how many of the same key stand before it in its file, so that
    /// it stays the same when lines shift, and is the same in every framework that reports it. One outside of the written
    /// files has no document, cannot be repaired here, and belongs to its project.
    /// </summary>
    private sealed record Target(Diagnostic Diagnostic, DocumentId? Document, ReportedDiagnostic Reported, ErrorCount.Key Key, int Nth, string Owner)
    {
        public bool Equals(Target? other) => other is not null && Key == other.Key && Nth == other.Nth && Owner == other.Owner;

        public override int GetHashCode() => HashCode.Combine(Key, Nth, Owner);
    }
}
