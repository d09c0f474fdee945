using System.Collections.Immutable;
using Assistant.Core.Edits;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Assistant.Core.Verification;

/// <summary>
/// One proposal's way through the projects it reaches, dependencies first. In each project the cheap questions come
/// before the dear ones, and the first new error that is not allowed ends the trial:
/// parse the changed files; bind them; then, when the generators add what they added before and no other file can tell the
/// change, lower what changed: bodies, or all of a file whose declarations changed; otherwise emit the whole project, and
/// go on to the projects that see its changed surface. Where even that question is too dear, the trial ends undecided or
/// leaves it to whoever wants to know the state after.
/// One trial is used once, by one caller.
/// </summary>
/// <param name="bases">The state before.</param>
/// <param name="changes">The proposal, against that state.</param>
/// <param name="allowed">Whether a new error, given with the compilation before, is no reason to end.</param>
/// <param name="questions">What is done where only a whole project tells.</param>
internal sealed class Trial(ProjectBases bases, ChangeSet changes, Func<CSharpCompilation, Diagnostic, bool> allowed, DearQuestions questions = DearQuestions.Asked)
{
    private readonly Dictionary<ProjectId, CompiledProject> movedSurfaces = [];
    private readonly Dictionary<ProjectId, ProjectBase> after = [];
    private readonly List<(Diagnostic Error, CompiledProject Project)> added = [];
    private readonly List<Delta> deltas = [];

    /// <summary>The last step that was taken.</summary>
    public Stage Stage { get; private set; } = Stage.Syntax;

    /// <summary>Whether it ended at a question to a whole project, which was <see cref="DearQuestions.Refused"/>.</summary>
    public bool IsUndecided { get; private set; }

    /// <summary>Errors that are new, with the project that reports them.</summary>
    public IReadOnlyList<(Diagnostic Error, CompiledProject Project)> Added => added;

    /// <summary>Errors that are no longer there.</summary>
    public IReadOnlyList<Diagnostic> Gone(CancellationToken cancellationToken) => [.. deltas.SelectMany(delta => delta.Gone(cancellationToken))];

    /// <summary>Whether some project's surface changed, so that projects which are not loaded may be affected.</summary>
    public bool MovedSurface => movedSurfaces.Count > 0;

    /// <summary>The state after the proposal of the projects that were judged; valid after an accepted trial.</summary>
    public IReadOnlyDictionary<ProjectId, ProjectBase> After => after;

    private bool MayAsk => questions == DearQuestions.Asked;

    /// <summary>Whether a project has no errors without the proposal.</summary>
    public async Task<bool> CompiledBeforeAsync(ProjectId id, CancellationToken cancellationToken) => (await bases.GetAsync(id, cancellationToken)).Errors(cancellationToken).IsEmpty;

    /// <returns>Whether no new error was found that is not allowed.</returns>
    public async Task<bool> RunAsync(CancellationToken cancellationToken)
    {
        var solution = changes.Before.Solution;
        var edited = changes.Files
            .SelectMany(file => file.Documents, (file, document) => (File: file, Document: document))
            .GroupBy(pair => pair.Document.ProjectId)
            .ToDictionary(group => group.Key, group => group.ToList());
        var order = changes.Before.BuildsInOrder.Select(build => build.Id).ToList();

        var parsed = new Dictionary<ProjectId, List<FileTrial>>();
        foreach (var id in order.Where(edited.ContainsKey))
        {
            parsed[id] = [];
            foreach (var (file, document) in edited[id])
                parsed[id].Add(await FileTrial.ParseAsync(changes, file, document, cancellationToken));
            if (parsed[id].Exists(file => !file.ParsesNoWorse(cancellationToken)) && !await SyntaxAllowedAsync(id, parsed[id], cancellationToken))
                return false;
        }

        foreach (var id in order)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var files = parsed.GetValueOrDefault(id) ?? [];
            var moved = solution.GetProject(id)!.ProjectReferences.Select(reference => reference.ProjectId).Where(movedSurfaces.ContainsKey).ToList();
            if ((files.Count > 0 || moved.Count > 0) && !await TryProjectAsync(id, files, moved, cancellationToken))
                return false;
        }

        return true;
    }

    private async Task<bool> SyntaxAllowedAsync(ProjectId id, List<FileTrial> files, CancellationToken cancellationToken)
    {
        var before = await bases.GetAsync(id, cancellationToken);
        var errors = files.SelectMany(file => file.NewSyntaxErrors(cancellationToken)).ToList();
        if (errors.TrueForAll(error => allowed(before.Project.Written, error)))
            return true;
        added.AddRange(errors.Select(error => (error, before.Project)));
        return false;
    }

    private async Task<bool> TryProjectAsync(ProjectId id, List<FileTrial> files, List<ProjectId> moved, CancellationToken cancellationToken)
    {
        var before = await bases.GetAsync(id, cancellationToken);
        var project = before.Project.With(
            [.. files.Select(file => (file.Before, file.After))],
            [.. moved.Select(reference => (reference, movedSurfaces[reference]))],
            cancellationToken);
        // The files are bound while the generators run, if there are any.
        using var ahead = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var binding = project.HasGenerators ? Task.Run(() => files.ForEach(file => file.BindAhead(project, ahead.Token)), ahead.Token) : Task.CompletedTask;
        try
        {
            return TryProject(id, before, project, files, moved, cancellationToken);
        }
        finally
        {
            // What it found, an exception too, has been asked for by now or is not needed.
            await ahead.CancelAsync();
            await binding.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private bool TryProject(ProjectId id, ProjectBase before, CompiledProject project, List<FileTrial> files, List<ProjectId> moved, CancellationToken cancellationToken)
    {
        var reach = moved.Count > 0 || before.IsFeltEverywhere(MayAsk, cancellationToken)
            ? Reach.Declarations
            : files.Select(file => file.Change(before, project, MayAsk || before.KnowsErrors(cancellationToken), cancellationToken).Reach).Max();
        var sameGenerated = project.GeneratesTheSameAs(before.Project, cancellationToken)
            && new ErrorCount(before.Project.GeneratorErrors(cancellationToken)).IsSameAs(project.GeneratorErrors(cancellationToken));
        if (reach == Reach.Trivia && sameGenerated)
        {
            Keep(id, before, project, files, reach);
            return true;
        }

        if (files.Count > 0 && (reach < Reach.Declarations || questions != DearQuestions.Deferred))
        {
            Reached(Stage.Document);
            if (!TryFiles(before, project, files, out var delta, cancellationToken))
                return false;
            var decidedByFiles = sameGenerated && !delta.Added.Exists(project.Suppressors.MayTakeBack);
            if (decidedByFiles && reach == Reach.Declarations && moved.Count == 0 && DeclaresTheSame(before, project, files, cancellationToken))
                reach = Reach.File;
            if (decidedByFiles && reach <= Reach.File && (reach == Reach.Documentation || Lowers(before, project, files, delta, reach, cancellationToken)))
            {
                Record(delta, project);
                if (!delta.HasLowered)
                    Keep(id, before, project, files, reach);
                else
                    after[id] = new ProjectBase(project); // Errors of lowering: only the whole project tells of them again.
                return delta.Added.TrueForAll(error => allowed(before.Project.Compilation(cancellationToken), error));
            }
        }

        switch (questions)
        {
            case DearQuestions.Refused:
                IsUndecided = true;
                return false;
            case DearQuestions.Deferred:
                if (reach == Reach.Declarations || !sameGenerated)
                    movedSurfaces[id] = project;
                after[id] = new ProjectBase(project, before);
                return true;
            default:
                return TryWholeProject(id, files.Count > 0 ? Stage.Project : Stage.Dependents, before, project, cancellationToken);
        }
    }

    // Binds the changed files of one project.
    private bool TryFiles(ProjectBase before, CompiledProject project, List<FileTrial> files, out Delta delta, CancellationToken cancellationToken)
    {
        delta = new Delta(
            token => [.. files.Where(file => file.Before is not null).SelectMany(file => before.Project.FileErrors(file.Before!, token))],
            [.. files.Where(file => file.After is not null).SelectMany(file => project.FileErrors(file.After!, cancellationToken))],
            cancellationToken);
        var oldCompilation = before.Project.Compilation(cancellationToken);
        // What a suppressor may take back is decided by the whole project.
        if (delta.Added.TrueForAll(error => project.Suppressors.MayTakeBack(error) || allowed(oldCompilation, error)))
            return true;
        delta.Added.RemoveAll(project.Suppressors.MayTakeBack);
        Record(delta, project);
        return false;
    }

    // A change of declarations whose every type, signature, constant and attribute stays the same is felt in its file alone.
    private bool DeclaresTheSame(ProjectBase before, CompiledProject project, List<FileTrial> files, CancellationToken cancellationToken) =>
        !before.IsFeltEverywhere(MayAsk, cancellationToken)
        && files.TrueForAll(file => file.IsFeltByDeclarationsOnly(before, project, cancellationToken))
        && before.Declarations(cancellationToken) is { } declarations
        && WholeProject.Declarations(project.Compilation(cancellationToken), cancellationToken) == declarations;

    // Emits the changed bodies alone, or all of a file whose declarations changed. Errors of binding are known by now; what
    // is left is for emit only to find. Asked before binding, the compiler would keep some warnings of these bodies to itself.
    private bool Lowers(ProjectBase before, CompiledProject project, List<FileTrial> files, Delta delta, Reach reach, CancellationToken cancellationToken)
    {
        var compilation = project.Compilation(cancellationToken);
        var baseline = before.Lowering(cancellationToken);
        if (!(before.KnowsErrors(cancellationToken) && before.Errors(cancellationToken).IsEmpty)
            && (before.StopsAtSyntax(cancellationToken)
                || ((baseline?.IsWhole != true || (before.HasEarlierLowering && reach == Reach.File)) && before.StopsAtDeclarations(cancellationToken))))
        {
            // The compiler does not come to lowering. Nor does it after the change, unless that took the last such error away.
            return WholeProject.StopsAtSyntax(compilation, cancellationToken)
                || (before.StopsAtDeclarations(cancellationToken) && (reach < Reach.File || WholeProject.StopsAtDeclarations(compilation, cancellationToken)));
        }

        if (baseline?.Errors(compilation, [.. files.SelectMany(file => file.Emitted(project, reach, cancellationToken))], cancellationToken) is not { } errors)
            return false;
        var lowered = delta.Lowered(errors);
        // Declarations kept it from lowering before, and do so now: bodies alone take none of their errors away.
        if (lowered.Count > 0 && before.HasEarlierLowering && before.StopsAtDeclarations(cancellationToken))
            return true;
        // What emitting found before is known of the whole project alone; where it is not known yet, it matters only if there is something now.
        if ((lowered.Count > 0 && !MayAsk && !before.KnowsErrors(cancellationToken))
            || ((lowered.Count > 0 || before.KnowsErrors(cancellationToken)) && files.Exists(file => before.HasLoweringErrors(file.Before!, cancellationToken))))
            return false;
        Reached(Stage.Body);
        delta.Add(lowered);
        return true;
    }

    private bool TryWholeProject(ProjectId id, Stage stage, ProjectBase before, CompiledProject project, CancellationToken cancellationToken)
    {
        Reached(stage);
        var compilation = WholeProject.Unasked(project, cancellationToken);
        var errors = WholeProject.Errors(project, compilation, cancellationToken);
        var delta = new Delta(token => before.Errors(token), errors.All, cancellationToken);
        Record(delta, project);
        var oldCompilation = before.Project.Compilation(cancellationToken);
        if (!delta.Added.TrueForAll(error => allowed(oldCompilation, error)))
            return false;
        var surface = WholeProject.Surface(compilation, cancellationToken);
        if (surface is null || surface != before.Surface(cancellationToken))
            movedSurfaces[id] = project;
        after[id] = new ProjectBase(project, errors);
        return true;
    }

    private void Keep(ProjectId id, ProjectBase before, CompiledProject project, List<FileTrial> files, Reach reach) =>
        after[id] = before.AfterChangeOfFiles(project, files, reach);

    private void Reached(Stage stage) => Stage = stage > Stage ? stage : Stage;

    private void Record(Delta delta, CompiledProject project)
    {
        added.AddRange(delta.Added.Select(error => (error, project)));
        deltas.Add(delta);
    }

    // Where nothing is wrong after a change, nobody needs to know what was before.
    private sealed class Delta(Func<CancellationToken, IReadOnlyList<Diagnostic>> before, ImmutableArray<Diagnostic> after, CancellationToken cancellationToken)
    {
        /// <summary>Whether some of what is new was found by lowering.</summary>
        public bool HasLowered { get; private set; }

        public List<Diagnostic> Added { get; } = after.IsEmpty ? [] : new ErrorCount(before(cancellationToken)).Beyond(after);

        /// <summary>What emitting tells beyond what binding told.</summary>
        public List<Diagnostic> Lowered(IReadOnlyList<Diagnostic> emitted) => new ErrorCount(after).Beyond(emitted);

        public void Add(List<Diagnostic> lowered)
        {
            HasLowered = lowered.Count > 0;
            Added.AddRange(lowered);
        }

        public List<Diagnostic> Gone(CancellationToken cancellationToken) => new ErrorCount(after).Beyond(before(cancellationToken));
    }
}
