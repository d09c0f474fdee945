using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Assistant.Core.Verification;

/// <summary>
/// What is known of one project before a proposal, each thing computed on first use: the errors it has, what others see
/// of it, and the baseline for lowering.
/// </summary>
internal sealed class ProjectBase
{
    private readonly Memo<ProjectErrors> errors;
    private readonly Memo<ImmutableArray<Diagnostic>> warnings;
    private readonly Memo<LoweringBaseline?> lowering;
    private readonly Memo<Guid?> surface;

    public ProjectBase(CompiledProject project)
        : this(project, null, null, null)
    {
    }

    /// <param name="project">The project's state.</param>
    /// <param name="errors">Its errors, where they are known already.</param>
    public ProjectBase(CompiledProject project, ProjectErrors errors)
        : this(project, new(_ => errors), null, null)
    {
    }

    private ProjectBase(CompiledProject project, Memo<ProjectErrors>? errors, Memo<LoweringBaseline?>? lowering, Memo<Guid?>? surface)
    {
        Project = project;
        this.errors = errors ?? new(cancellationToken => WholeProject.Errors(project, WholeProject.Unasked(project, cancellationToken), cancellationToken));
        warnings = new(cancellationToken => WholeProject.Warnings(project, cancellationToken));
        this.lowering = lowering ?? new(cancellationToken => LoweringBaseline.Create(project.Compilation(cancellationToken), cancellationToken));
        this.surface = surface ?? new(cancellationToken => WholeProject.Surface(project.Compilation(cancellationToken), cancellationToken));
        Leaks = new BodyLeaks(project);
    }

    public CompiledProject Project { get; }

    public BodyLeaks Leaks { get; }

    public ImmutableArray<Diagnostic> Errors(CancellationToken cancellationToken) => errors.Get(cancellationToken).All;

    /// <summary>Whether suppressors have a say in the errors: then only the whole project tells what a change does.</summary>
    public bool HearsSuppressors(CancellationToken cancellationToken) => !Project.Suppressors.IsEmpty && errors.Get(cancellationToken).HeardSuppressors;

    /// <summary>The warnings that binding reports.</summary>
    public ImmutableArray<Diagnostic> Warnings(CancellationToken cancellationToken) => warnings.Get(cancellationToken);

    public LoweringBaseline? Lowering(CancellationToken cancellationToken) => lowering.Get(cancellationToken);

    public Guid? Surface(CancellationToken cancellationToken) => surface.Get(cancellationToken);

    /// <summary>Errors of one file, as binding reports them.</summary>
    public static List<Diagnostic> FileErrors(CSharpCompilation compilation, SyntaxTree tree, CancellationToken cancellationToken) =>
        [.. compilation.GetSemanticModel(tree).GetDiagnostics(cancellationToken: cancellationToken).Where(ErrorCount.IsError)];

    /// <summary>
    /// The base after a change of bodies in some files, on both sides of which suppressors have no say: only what those files
    /// report is asked again.
    /// </summary>
    /// <param name="changed">The project after the change.</param>
    /// <param name="files">The changed files, each there before and after.</param>
    public ProjectBase AfterBodyChange(CompiledProject changed, IReadOnlyCollection<FileTrial> files)
    {
        var paths = files.Select(file => file.After!.FilePath).ToHashSet(StringComparer.Ordinal);
        var kept = new Memo<ProjectErrors>(cancellationToken =>
        {
            var inFiles = errors.Get(cancellationToken).All.ToLookup(error => error.Location.SourceTree is { } tree && paths.Contains(tree.FilePath));
            var old = Project.Compilation(cancellationToken);
            var bound = new ErrorCount(files.SelectMany(file => FileErrors(old, file.Before!, cancellationToken)));
            var compilation = changed.Compilation(cancellationToken);
            ImmutableArray<Diagnostic> known = [.. inFiles[false], .. files.SelectMany(file => FileErrors(compilation, file.After!, cancellationToken))];
            // What binding these files does not tell (errors of lowering, of generators) is asked of the whole project.
            // So it is when the last error that hid those of lowering is gone.
            return known.IsEmpty || bound.Beyond(inFiles[true]).Count > 0
                ? WholeProject.Errors(changed, WholeProject.Unasked(changed, cancellationToken), cancellationToken)
                : new ProjectErrors(known, HeardSuppressors: false);
        });
        return new ProjectBase(changed, kept, lowering, surface);
    }
}
