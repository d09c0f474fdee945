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
    private readonly Memo<ImmutableArray<Diagnostic>> errors;
    private readonly Memo<LoweringBaseline?> lowering;
    private readonly Memo<Guid?> surface;

    public ProjectBase(CompiledProject project)
        : this(project, null, null, null)
    {
    }

    /// <param name="project">The project's state.</param>
    /// <param name="errors">Its errors, where they are known already.</param>
    public ProjectBase(CompiledProject project, ImmutableArray<Diagnostic> errors)
        : this(project, new(_ => errors), null, null)
    {
    }

    private ProjectBase(CompiledProject project, Memo<ImmutableArray<Diagnostic>>? errors, Memo<LoweringBaseline?>? lowering, Memo<Guid?>? surface)
    {
        Project = project;
        this.errors = errors ?? new(cancellationToken => WholeProject.Errors(project, WholeProject.Unasked(project, cancellationToken), cancellationToken));
        this.lowering = lowering ?? new(cancellationToken => LoweringBaseline.Create(project.Compilation(cancellationToken), cancellationToken));
        this.surface = surface ?? new(cancellationToken => WholeProject.Surface(project.Compilation(cancellationToken), cancellationToken));
        Leaks = new BodyLeaks(project);
    }

    public CompiledProject Project { get; }

    public BodyLeaks Leaks { get; }

    public ImmutableArray<Diagnostic> Errors(CancellationToken cancellationToken) => errors.Get(cancellationToken);

    public LoweringBaseline? Lowering(CancellationToken cancellationToken) => lowering.Get(cancellationToken);

    public Guid? Surface(CancellationToken cancellationToken) => surface.Get(cancellationToken);

    /// <summary>Errors of one file, as binding reports them.</summary>
    public static List<Diagnostic> FileErrors(CSharpCompilation compilation, SyntaxTree tree, CancellationToken cancellationToken) =>
        [.. compilation.GetSemanticModel(tree).GetDiagnostics(cancellationToken: cancellationToken).Where(ErrorCount.IsError)];

    /// <summary>The base after a change of bodies in some files: only what those files report is asked again.</summary>
    public ProjectBase AfterBodyChange(CompiledProject changed, IReadOnlyCollection<SyntaxTree> changedTrees)
    {
        var paths = changedTrees.Select(tree => tree.FilePath).ToHashSet(StringComparer.Ordinal);
        var kept = new Memo<ImmutableArray<Diagnostic>>(cancellationToken =>
        {
            var others = errors.Get(cancellationToken).Where(error => error.Location.SourceTree is not { } tree || !paths.Contains(tree.FilePath));
            var compilation = changed.Compilation(cancellationToken);
            ImmutableArray<Diagnostic> known = [.. others, .. changedTrees.SelectMany(tree => FileErrors(compilation, tree, cancellationToken))];
            // The last error that hid those of lowering may be gone: then the whole project is asked.
            return known.IsEmpty ? WholeProject.Errors(changed, WholeProject.Unasked(changed, cancellationToken), cancellationToken) : known;
        });
        return new ProjectBase(changed, kept, lowering, surface);
    }
}
