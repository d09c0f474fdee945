using System.Collections.Immutable;
using Assistant.Core.Edits;
using Assistant.Core.Snapshots;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Assistant.Core.Verification;

/// <summary>
/// The judge: says of edits against a snapshot whether the compiler would report anything new, in any project and target
/// framework they reach. It does no IO and starts no process; it may be asked from several threads.
/// The law: <see cref="VerdictKind.Accepted"/> is said only when the project's own compiler, with the build's own
/// arguments, would agree, analyzers apart unless they are asked for; where it cannot be known the answer is
/// <see cref="VerdictKind.NotVerified"/>.
/// </summary>
public sealed class Verifier
{
    private readonly ProjectBases bases;

    // The last state of which all errors were known, preferably none, and what has changed since. Its user's next text is
    // often closer to it than to this one.
    private readonly Origin? origin;

    /// <summary>A judge of edits against a snapshot. What it needs of a project is computed when first needed and kept.</summary>
    public Verifier(Snapshot snapshot)
        : this(snapshot, ImmutableDictionary<ProjectId, ProjectBase>.Empty, null, isSettled: true)
    {
    }

    private Verifier(Snapshot snapshot, IReadOnlyDictionary<ProjectId, ProjectBase> known, Origin? origin, bool isSettled)
    {
        Snapshot = snapshot;
        bases = new ProjectBases(snapshot, known);
        this.origin = origin;
        IsSettled = isSettled;
    }

    /// <summary>What edits are judged against.</summary>
    public Snapshot Snapshot { get; }

    /// <summary>Whether all errors of projects are known.</summary>
    public Task<bool> KnowsErrorsAsync(IEnumerable<ProjectId> projects, CancellationToken cancellationToken) => bases.KnowErrorsAsync(projects, cancellationToken);

    /// <summary>Whether no change that was taken as it is waits for <see cref="SettleAsync"/>.</summary>
    public bool IsSettled { get; }

    /// <summary>Computes ahead of time what verdicts on every project need, so that the first ones are as fast as the later ones.</summary>
    /// <param name="progress">The project that is being prepared.</param>
    /// <param name="cancellationToken">Ends the work; what is done by then is kept.</param>
    public async Task WarmUpAsync(IProgress<string> progress, CancellationToken cancellationToken)
    {
        await WarmUpAsync([], progress, cancellationToken);
        // Emitting every project leaves several times as much behind as is kept, which the runtime would hold on to.
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive);
    }

    /// <summary>Computes ahead of time what verdicts on every project need, so that the first ones are as fast as the later ones.</summary>
    /// <param name="first">Full paths of files whose projects come first, each with the projects it needs and those that depend on it.</param>
    /// <param name="progress">The project that is being prepared.</param>
    /// <param name="cancellationToken">Ends the work; what is done by then is kept.</param>
    public async Task WarmUpAsync(IReadOnlyCollection<string> first, IProgress<string> progress, CancellationToken cancellationToken)
    {
        var near = Snapshot.ClosureOf(first);
        foreach (var build in Snapshot.BuildsInOrder.OrderByDescending(build => near.Contains(build.Id)))
        {
            progress.Report($"{build.Name} ({build.TargetFramework})");
            var project = await bases.GetAsync(build.Id, cancellationToken);
            project.Errors(cancellationToken);
            project.Lowering(cancellationToken);
            project.Surface(cancellationToken);
            project.Declarations(cancellationToken);
        }
    }

    /// <summary>Judges edits that each stand on the snapshot's text.</summary>
    /// <param name="edits">The proposal.</param>
    /// <param name="withAnalyzers">Whether errors of the project's analyzers count as well; slower by far.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public async Task<Verdict> VerifyAsync(IReadOnlyList<Edit> edits, bool withAnalyzers, CancellationToken cancellationToken)
    {
        var (changes, problem) = await ChangeSet.CreateAsync(Snapshot, edits, cancellationToken);
        if (changes is null)
            return new Verdict(problem!.IsMalformed ? VerdictKind.Invalid : VerdictKind.NotVerified, Stage.Input, problem.Reason, [], []);
        return await VerifyAsync(changes, withAnalyzers, cancellationToken);
    }

    /// <summary>Judges a change set that stands on the snapshot's text.</summary>
    /// <param name="changes">The proposal, against this verifier's snapshot.</param>
    /// <param name="withAnalyzers">Whether errors of the project's analyzers count as well; slower by far.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public async Task<Verdict> VerifyAsync(ChangeSet changes, bool withAnalyzers, CancellationToken cancellationToken)
    {
        var (trial, accepted, cleared) = await TryAsync(changes, (_, _) => false, mayClear: !withAnalyzers, DearQuestions.Asked, cancellationToken);
        var silencing = await SilencingRules.FindAsync(changes, cancellationToken);
        if (!accepted)
            return new Verdict(VerdictKind.Rejected, trial.Stage, null, Report(trial), silencing);
        if (withAnalyzers && await AnalyzerErrors.FirstNewAsync(bases, trial, Snapshot.Solution, cancellationToken) is { IsEmpty: false } found)
            return new Verdict(VerdictKind.Rejected, Stage.Analyzers, null, [.. found.Select(pair => Report(pair.Error, pair.Project.Build))], silencing);
        var coverage = await Coverage.OfAsync(changes, trial, cleared?.Felt ?? [], cancellationToken);
        return new Verdict(coverage.IsComplete ? VerdictKind.Accepted : VerdictKind.NotVerified, withAnalyzers ? Stage.Analyzers : trial.Stage, coverage.Reason, [], silencing);
    }

    /// <summary>
    /// Judges a repair. New errors are allowed where the compiler knew no type before and so could not report them; the
    /// repair is accepted when its target is gone and the number of errors does not rise.
    /// </summary>
    /// <param name="changes">The repair, against this verifier's snapshot.</param>
    /// <param name="target">The error that is to go.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns>The verdict, and, when it is accepted, the judge of what comes after.</returns>
    public async Task<(Verdict Verdict, Verifier? After)> VerifyRepairAsync(ChangeSet changes, Diagnostic target, CancellationToken cancellationToken)
    {
        var (verdict, after) = await VerifyRepairAsync(changes, target, DearQuestions.Asked, cancellationToken);
        return (verdict!, after);
    }

    /// <summary>Judges a repair as <see cref="VerifyRepairAsync(ChangeSet, Diagnostic, CancellationToken)"/> does, unless only a whole project tells.</summary>
    /// <param name="changes">The repair, against this verifier's snapshot.</param>
    /// <param name="target">The error that is to go.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns>The verdict, or null when a whole project would have to be asked, which the repair of a warning that changes a field does all the same.</returns>
    public async Task<Verdict?> VerifyRepairQuicklyAsync(ChangeSet changes, Diagnostic target, CancellationToken cancellationToken) =>
        (await VerifyRepairAsync(changes, target, DearQuestions.Refused, cancellationToken)).Verdict;

    private async Task<(Verdict? Verdict, Verifier? After)> VerifyRepairAsync(ChangeSet changes, Diagnostic target, DearQuestions questions, CancellationToken cancellationToken)
    {
        bool WasHidden(CSharpCompilation before, Diagnostic error) => UncoveredErrors.WasHidden(changes, before, error, cancellationToken);
        var (trial, compiles, cleared) = await TryAsync(changes, WasHidden, mayClear: target.Severity == DiagnosticSeverity.Error, questions, cancellationToken);
        if (trial.IsUndecided)
            return (null, null);
        var silencing = await SilencingRules.FindAsync(changes, cancellationToken);
        var rise = compiles ? trial.Added.Count - trial.Gone(cancellationToken).Count : 0;
        var failure = !compiles ? null
            : rise > 0 ? $"the number of errors rises by {rise}"
            : await new RepairTarget(target, bases, changes, trial).WhyNotGoneAsync(leavesNone: cleared is not null, cancellationToken);
        if (!compiles || failure is not null)
            return (new Verdict(VerdictKind.Rejected, trial.Stage, failure, Report(trial), silencing), null);
        var coverage = await Coverage.OfAsync(changes, trial, cleared?.Felt ?? [], cancellationToken);
        if (!coverage.IsComplete)
            return (new Verdict(VerdictKind.NotVerified, trial.Stage, coverage.Reason, [], silencing), null);
        return (new Verdict(VerdictKind.Accepted, trial.Stage, coverage.Reason, Report(trial), silencing), cleared?.After ?? await AfterAsync(changes, trial, null, IsSettled, cancellationToken));
    }

    /// <summary>The errors a project has now, as its own compiler would report them.</summary>
    public async Task<ImmutableArray<Diagnostic>> ErrorsAsync(ProjectId project, CancellationToken cancellationToken) =>
        (await bases.GetAsync(project, cancellationToken)).Errors(cancellationToken);

    /// <summary>The warnings a project has now: what binding reports, without analyzers.</summary>
    public async Task<ImmutableArray<Diagnostic>> WarningsAsync(ProjectId project, CancellationToken cancellationToken) =>
        (await bases.GetAsync(project, cancellationToken)).Warnings(cancellationToken);

    /// <summary>The generators of projects that threw, each with what: without what they would have added, code that uses it has errors.</summary>
    public async Task<ImmutableArray<string>> FailedGeneratorsAsync(IEnumerable<ProjectId> projects, CancellationToken cancellationToken)
    {
        var failed = new List<string>();
        foreach (var project in projects)
            failed.AddRange((await bases.GetAsync(project, cancellationToken)).Project.FailedGenerators(cancellationToken));
        return [.. failed.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
    }

    /// <summary>
    /// What the compiler reports of one file of a project: its errors, and the warnings that binding the file tells. Before
    /// <see cref="SettleAsync"/>, errors that only a whole project tells are missing.
    /// </summary>
    /// <param name="project">The project.</param>
    /// <param name="path">Full path of the file; one that the project does not compile has nothing.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public async Task<ImmutableArray<Diagnostic>> DiagnosticsAsync(ProjectId project, string path, CancellationToken cancellationToken)
    {
        var known = await bases.GetAsync(project, cancellationToken);
        return
        [
            .. known.ErrorsIn(path, cancellationToken),
            .. FileWarnings.In(known.Project, new HashSet<string>(StringComparer.Ordinal) { path }, cancellationToken),
        ];
    }

    /// <summary>
    /// The judge of the text after an edit of the user's, which is not judged but taken as it is. Where its errors cannot
    /// be known without asking a whole project, that waits for <see cref="SettleAsync"/> or for a verdict that needs it.
    /// </summary>
    /// <param name="changes">The edit, against this verifier's snapshot.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public async Task<Verifier> ChangedAsync(ChangeSet changes, CancellationToken cancellationToken)
    {
        if (origin is not var (verifier, since, touched))
            return await TakenAsync(changes, DearQuestions.Deferred, cancellationToken);
        if (await since.ThenAsync(changes, cancellationToken) is not { } both)
            return await (await SettleAsync(cancellationToken)).TakenAsync(changes, DearQuestions.Deferred, cancellationToken);
        // What was computed of projects that nothing since then touches holds for the origin too.
        await verifier.bases.AddAsync((await bases.MadeAsync(cancellationToken)).RemoveRange(touched), cancellationToken);
        return await verifier.TakenAsync(both, DearQuestions.Deferred, cancellationToken);
    }

    /// <summary>The same judge when it knows all errors of what <see cref="ChangedAsync"/> has taken; as slow as a build.</summary>
    public Task<Verifier> SettleAsync(CancellationToken cancellationToken) =>
        !IsSettled && origin is var (verifier, since, _) ? verifier.TakenAsync(since, DearQuestions.Asked, cancellationToken) : Task.FromResult(this);

    private async Task<Verifier> TakenAsync(ChangeSet changes, DearQuestions questions, CancellationToken cancellationToken)
    {
        var trial = new Trial(bases, changes, (_, _) => true, questions);
        await trial.RunAsync(cancellationToken);
        if (questions == DearQuestions.Asked)
        {
            foreach (var project in trial.After.Values)
                project.Errors(cancellationToken);
        }

        // Asked now, so that what they are computed from, the state before, is let go of.
        var isSettled = trial.After.Values.All(project => project.KnowsErrors(cancellationToken));
        var isOrigin = isSettled && (trial.After.Values.All(project => project.Errors(cancellationToken).IsEmpty) || !await bases.CompileAsync(trial.After.Keys, cancellationToken));
        return await AfterAsync(changes, trial, isOrigin ? null : new Origin(this, changes, [.. trial.After.Keys]), isSettled, cancellationToken);
    }

    /// <summary>A file as a project compiles it, with what generators add.</summary>
    public async Task<CompiledFile> FileAsync(DocumentId document, CancellationToken cancellationToken)
    {
        var tree = (await Snapshot.Solution.GetDocument(document)!.GetSyntaxTreeAsync(cancellationToken))!;
        var compilation = (await bases.GetAsync(document.ProjectId, cancellationToken)).Project.Compilation(cancellationToken);
        return new CompiledFile(tree, compilation, Snapshot.BuildOf(document.ProjectId).ProjectFile);
    }

    /// <summary>A file as each project and target framework compiles it; none when nobody does.</summary>
    /// <param name="path">Full path, in the case in which it is written.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public async Task<ImmutableArray<CompiledFile>> FilesAsync(string path, CancellationToken cancellationToken)
    {
        var files = ImmutableArray.CreateBuilder<CompiledFile>();
        foreach (var id in Snapshot.Solution.GetDocumentIdsWithFilePath(path).Where(id => Snapshot.Solution.GetDocument(id)?.FilePath == path))
            files.Add(await FileAsync(id, cancellationToken));
        return files.ToImmutable();
    }

    /// <summary>A diagnostic as people and other programs read it.</summary>
    public ReportedDiagnostic Report(Diagnostic diagnostic, ProjectBuild build)
    {
        var location = diagnostic.Location.GetMappedLineSpan();
        var position = location.StartLinePosition;
        var path = PathOf(diagnostic.Location, location) is { } file ? Snapshot.RelativePath(file) : null;
        return new ReportedDiagnostic(
            diagnostic.Id,
            diagnostic.Severity.ToString().ToLowerInvariant(),
            path,
            path is null ? 0 : position.Line + 1,
            path is null ? 0 : position.Character + 1,
            diagnostic.GetMessage(),
            build.Name,
            build.TargetFramework);
    }

    // Path and line come from one span: that of the file a directive names, or else of the file the tree is. The compiler
    // too takes a mapped path relative to the file that names it.
    private static string? PathOf(Location location, FileLinePositionSpan mapped) =>
        !mapped.IsValid || mapped.Path.Length == 0 ? null
        : mapped.HasMappedPath && !mapped.Path.Contains('\0', StringComparison.Ordinal) && Path.GetDirectoryName(location.GetLineSpan().Path) is { } folder ? Path.GetFullPath(Path.Combine(folder, mapped.Path))
        : mapped.Path;

    private ImmutableArray<ReportedDiagnostic> Report(Trial trial) => [.. trial.Added.Select(pair => Report(pair.Error, pair.Project.Build))];

    // Where only a whole project tells, the origin is asked before: if it has no errors and a text brings none into it, that
    // text has none, whatever this one has. Projects that are not loaded may have some all the same.
    private async Task<(Trial Trial, bool Compiles, Cleared? Cleared)> TryAsync(
        ChangeSet changes, Func<CSharpCompilation, Diagnostic, bool> allowed, bool mayClear, DearQuestions questions, CancellationToken cancellationToken)
    {
        if (mayClear && origin is not null && Snapshot.Unloaded.IsEmpty)
        {
            var near = new Trial(bases, changes, allowed, DearQuestions.Refused);
            var compiles = await near.RunAsync(cancellationToken);
            if (!near.IsUndecided)
                return (near, compiles, null);
            if (await ClearedAsync(origin, changes, cancellationToken) is { } cleared)
                return (cleared.Trial, true, cleared);
            if (questions == DearQuestions.Refused)
                return (near, false, null);
        }

        var trial = new Trial(bases, changes, allowed, questions);
        return (trial, await trial.RunAsync(cancellationToken), null);
    }

    private static async Task<Cleared?> ClearedAsync(Origin origin, ChangeSet changes, CancellationToken cancellationToken)
    {
        var (verifier, since, touched) = origin;
        if (await since.ThenAsync(changes, cancellationToken) is not { } both)
            return null;
        var trial = new Trial(verifier.bases, both, (_, _) => false, DearQuestions.Refused);
        // Who depends on what a project makes only when it is built is judged by whether this text compiles, which is not known here.
        return await trial.RunAsync(cancellationToken)
            && await verifier.bases.CompileAsync(trial.After.Keys.Union(touched), cancellationToken)
            && !trial.After.Keys.Union(touched).Any(id => changes.Before.UserOf(changes.Before.BuildOf(id)) is not null)
            ? new Cleared(trial, await verifier.AfterAsync(both, trial, null, isSettled: true, cancellationToken), touched)
            : null;
    }

    // Every project the change can be felt in was judged, so what was computed for the others still holds.
    private async Task<Verifier> AfterAsync(ChangeSet changes, Trial trial, Origin? from, bool isSettled, CancellationToken cancellationToken) =>
        new(changes.After, (await bases.MadeAsync(cancellationToken)).SetItems(trial.After), from, isSettled);

    /// <param name="Verifier">The judge of an earlier text.</param>
    /// <param name="Since">What has changed since.</param>
    /// <param name="Touched">The projects in which that can be felt.</param>
    private sealed record Origin(Verifier Verifier, ChangeSet Since, ImmutableArray<ProjectId> Touched);

    /// <param name="Trial">That of a text without errors, from another one without.</param>
    /// <param name="After">The judge of that text.</param>
    /// <param name="Felt">Projects in which the proposal may be felt, though not in this trial.</param>
    private sealed record Cleared(Trial Trial, Verifier After, ImmutableArray<ProjectId> Felt);
}
