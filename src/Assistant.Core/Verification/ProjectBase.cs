using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace Assistant.Core.Verification;

/// <summary>
/// What is known of one project before a proposal, each thing computed on first use: the errors it has, what others see
/// of it, and the baseline for lowering.
/// </summary>
internal sealed class ProjectBase
{
    private readonly Memo<ProjectErrors?> kept;
    private readonly Memo<ProjectErrors> errors;
    private readonly Memo<ImmutableArray<Diagnostic>> warnings;
    private readonly Memo<LoweringBaseline?> lowering;
    private readonly Memo<Guid?> surface;
    private readonly Memo<Guid?> declarations;
    private readonly Memo<bool> stopsAtDeclarations;
    private readonly Memo<bool> hasInterceptors;
    private readonly Memo<bool> canHearSuppressors;

    /// <param name="project">The project's state.</param>
    /// <param name="earlier">A state whose baseline for lowering is used, because emitting another one can wait.</param>
    public ProjectBase(CompiledProject project, ProjectBase? earlier = null)
        : this(project, new(_ => null), null, sameDeclarations: false)
    {
        if (earlier is null)
            return;
        lowering = earlier.lowering;
        HasEarlierLowering = true;
    }

    /// <param name="project">The project's state.</param>
    /// <param name="errors">Its errors, where they are known already.</param>
    public ProjectBase(CompiledProject project, ProjectErrors errors)
        : this(project, new Memo<ProjectErrors?>(_ => errors), null, sameDeclarations: false)
    {
    }

    /// <param name="project">The project's state.</param>
    /// <param name="kept">Its errors where no question to the whole project is needed, or else null.</param>
    /// <param name="alike">A state in which other projects see the same, if there is one.</param>
    /// <param name="sameDeclarations">Whether the files of the project see the same too.</param>
    private ProjectBase(CompiledProject project, Memo<ProjectErrors?> kept, ProjectBase? alike, bool sameDeclarations)
    {
        Project = project;
        this.kept = kept;
        errors = new(cancellationToken => kept.Get(cancellationToken) ?? WholeProject.Errors(project, WholeProject.Unasked(project, cancellationToken), cancellationToken));
        warnings = new(cancellationToken => WholeProject.Warnings(project, cancellationToken));
        HasEarlierLowering = alike is not null && (!sameDeclarations || alike.HasEarlierLowering);
        lowering = alike?.lowering ?? new(cancellationToken => LoweringBaseline.Create(project.Compilation(cancellationToken), cancellationToken));
        surface = alike?.surface ?? new(cancellationToken => WholeProject.Surface(project.Compilation(cancellationToken), cancellationToken));
        var declared = sameDeclarations ? alike : null;
        declarations = declared?.declarations ?? new(cancellationToken => WholeProject.Declarations(project.Compilation(cancellationToken), cancellationToken));
        stopsAtDeclarations = declared?.stopsAtDeclarations ?? new(cancellationToken => WholeProject.StopsAtDeclarations(project.Compilation(cancellationToken), cancellationToken));
        hasInterceptors = declared?.hasInterceptors ?? new(project.HasWrittenInterceptors);
        canHearSuppressors = declared?.canHearSuppressors ?? new(cancellationToken => project.Suppressors.CanHearCompiler(project.Compilation(cancellationToken), cancellationToken)
            || project.GeneratorErrors(cancellationToken).Any(project.Suppressors.MayTakeBack));
        Leaks = new BodyLeaks(project);
    }

    public CompiledProject Project { get; }

    public BodyLeaks Leaks { get; }

    public ImmutableArray<Diagnostic> Errors(CancellationToken cancellationToken) => errors.Get(cancellationToken).All;

    /// <summary>Whether <see cref="Errors"/> needs no question to the whole project.</summary>
    public bool KnowsErrors(CancellationToken cancellationToken) => errors.IsKnown || kept.Get(cancellationToken) is not null;

    /// <summary>The errors in one file; where <see cref="KnowsErrors"/> is false, those that binding it tells and nobody may take back.</summary>
    public IEnumerable<Diagnostic> ErrorsIn(string path, CancellationToken cancellationToken) => KnowsErrors(cancellationToken)
        ? Errors(cancellationToken).Where(error => error.Location.SourceTree?.FilePath == path)
        : Project.Compilation(cancellationToken).SyntaxTrees.Where(tree => tree.FilePath == path)
            .SelectMany(tree => Project.FileErrors(tree, cancellationToken))
            .Where(error => !Project.Suppressors.MayTakeBack(error));

    /// <summary>Whether only the whole project tells what a change does: where suppressors have a say in the errors, or interceptors know other files.</summary>
    /// <param name="mayAsk">Whether its errors may be asked for; if not, and they are not known, suppressors may have a say.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public bool IsFeltEverywhere(bool mayAsk, CancellationToken cancellationToken) => HearsSuppressors(mayAsk, cancellationToken) || hasInterceptors.Get(cancellationToken);

    private bool HearsSuppressors(bool mayAsk, CancellationToken cancellationToken) =>
        canHearSuppressors.Get(cancellationToken) && ((!mayAsk && !KnowsErrors(cancellationToken)) || errors.Get(cancellationToken).HeardSuppressors);

    /// <summary>The warnings that binding reports.</summary>
    public ImmutableArray<Diagnostic> Warnings(CancellationToken cancellationToken) => warnings.Get(cancellationToken);

    /// <summary>Whether <see cref="Lowering"/> is of a state that may have declared something else.</summary>
    public bool HasEarlierLowering { get; }

    public LoweringBaseline? Lowering(CancellationToken cancellationToken) => lowering.Get(cancellationToken);

    public Guid? Surface(CancellationToken cancellationToken) => surface.Get(cancellationToken);

    /// <summary>What the files of the project see of each other.</summary>
    public Guid? Declarations(CancellationToken cancellationToken) => declarations.Get(cancellationToken);

    /// <summary>Whether errors in declarations keep the compiler from emitting. A change of bodies leaves them as they are.</summary>
    public bool StopsAtDeclarations(CancellationToken cancellationToken) =>
        !(declarations.IsKnown && declarations.Get(cancellationToken) is not null) && stopsAtDeclarations.Get(cancellationToken);

    /// <summary>Whether errors of parsing keep the compiler from emitting.</summary>
    public bool StopsAtSyntax(CancellationToken cancellationToken) => WholeProject.StopsAtSyntax(Project.Compilation(cancellationToken), cancellationToken);

    /// <summary>Whether a file has errors that neither binding it nor a generator tells.</summary>
    public bool HasLoweringErrors(SyntaxTree tree, CancellationToken cancellationToken)
    {
        var known = Errors(cancellationToken).Where(error => error.Location.SourceTree == tree).ToList();
        return known.Count > 0
            && new ErrorCount(Project.FileErrors(tree, cancellationToken).Concat(Project.GeneratorErrors(cancellationToken))).Beyond(known).Count > 0;
    }

    /// <summary>
    /// The base after a change that is felt in some files only, on both sides of which suppressors have no say: what those
    /// files report is asked again.
    /// </summary>
    /// <param name="changed">The project after the change.</param>
    /// <param name="files">The changed files, each there before and after.</param>
    /// <param name="reach">How far the change was felt.</param>
    public ProjectBase AfterChangeOfFiles(CompiledProject changed, IReadOnlyCollection<FileTrial> files, Reach reach)
    {
        var paths = files.Select(file => file.After!.FilePath).ToHashSet(StringComparer.Ordinal);
        var inFilesOnly = new Memo<ProjectErrors?>(cancellationToken =>
        {
            if (!KnowsErrors(cancellationToken))
                return null;
            var before = errors.Get(cancellationToken).All;
            var inFiles = before.ToLookup(error => error.Location.SourceTree is { } tree && paths.Contains(tree.FilePath));
            var bound = new ErrorCount(files.SelectMany(file => Project.FileErrors(file.Before!, cancellationToken)));
            ImmutableArray<Diagnostic> known = [.. inFiles[false], .. files.SelectMany(file => changed.FileErrors(file.After!, cancellationToken))];
            // What binding these files does not tell (errors of lowering, of generators) is asked of the whole project.
            // So it is when the last error that hid those of lowering is gone.
            var isWhole = bound.Beyond(inFiles[true]).Count == 0 && (before.IsEmpty || !known.IsEmpty);
            return isWhole ? new ProjectErrors(known, HeardSuppressors: false) : null;
        });
        return new ProjectBase(changed, inFilesOnly, this, sameDeclarations: reach < Reach.File);
    }
}
