using System.Collections.Immutable;
using Assistant.Core.Snapshots;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Assistant.Core.Verification;

/// <summary>
/// One project for one target framework, compiled from the same inputs as the build: the written trees, then what the
/// project's source generators add to them. Built on the compiler's own objects and not on the workspace's compilation,
/// because that one drops what generators report.
/// </summary>
internal sealed class CompiledProject
{
    private const string InterceptorAttribute = "InterceptsLocation";

    private readonly GeneratorDriver? driver;
    private readonly ImmutableArray<SyntaxTree> generatedBefore;
    private readonly Memo<Output> output;

    // With the trees that generators added before, and from when they have run with those they add now. Written once, by
    // output while it is computed; whoever reads the earlier one binds in vain.
    private BoundCompilation foreseen;

    private CompiledProject(
        ProjectBuild build, CSharpCompilation written, ImmutableDictionary<ProjectId, MetadataReference> references, Suppressors suppressors,
        GeneratorDriver? driver, CSharpCompilation foreseen, ImmutableArray<SyntaxTree> generatedBefore)
    {
        Build = build;
        Suppressors = suppressors;
        Written = written;
        References = references;
        this.driver = driver;
        this.foreseen = new BoundCompilation(foreseen);
        this.generatedBefore = generatedBefore;
        output = new Memo<Output>(RunGenerators);
    }

    public ProjectBuild Build { get; }

    public bool HasGenerators => driver is not null;

    /// <summary>The trees people wrote, without those of generators.</summary>
    public CSharpCompilation Written { get; }

    /// <summary>What takes back warnings of this project.</summary>
    public Suppressors Suppressors { get; }

    /// <summary>The projects it refers to, as the compiler sees them.</summary>
    public ImmutableDictionary<ProjectId, MetadataReference> References { get; }

    /// <param name="project">The project with its sources.</param>
    /// <param name="build">What the build said of it.</param>
    /// <param name="references">The compilations of the projects it refers to.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public static async Task<CompiledProject> CreateAsync(
        Project project, ProjectBuild build, ImmutableDictionary<ProjectId, MetadataReference> references, CancellationToken cancellationToken)
    {
        var trees = new List<SyntaxTree>();
        foreach (var document in project.Documents)
            trees.Add((await document.GetSyntaxTreeAsync(cancellationToken))!);
        var compilation = CSharpCompilation.Create(
            project.AssemblyName,
            trees,
            project.MetadataReferences.Concat(references.Values),
            (CSharpCompilationOptions)project.CompilationOptions!);
        var generators = project.AnalyzerReferences.SelectMany(reference => reference.GetGenerators(LanguageNames.CSharp)).ToImmutableArray();
        var generatorDriver = generators.IsEmpty
            ? null
            : CSharpGeneratorDriver.Create(
                generators,
                project.AnalyzerOptions.AdditionalFiles,
                (CSharpParseOptions)project.ParseOptions!,
                project.AnalyzerOptions.AnalyzerConfigOptionsProvider,
                new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: false, build.GeneratedFolder));
        return new CompiledProject(build, compilation, references, Suppressors.Of(project), generatorDriver, foreseen: compilation, generatedBefore: []);
    }

    /// <summary>The same project with other files and other states of the projects it refers to. Generators run when their output is asked for.</summary>
    /// <param name="files">Each changed tree before and after; null before for a new file, null after for a deleted one.</param>
    /// <param name="moved">New states of referenced projects.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public CompiledProject With(
        IReadOnlyCollection<(SyntaxTree? Before, SyntaxTree? After)> files, IReadOnlyCollection<(ProjectId Id, CompiledProject After)> moved, CancellationToken cancellationToken)
    {
        var references = References;
        foreach (var (id, after) in moved)
            references = references.SetItem(id, after.Compilation(cancellationToken).ToMetadataReference(references[id].Properties.Aliases, references[id].Properties.EmbedInteropTypes));
        var earlier = output.Get(cancellationToken);
        return new CompiledProject(Build, Changed(Written), references, Suppressors, earlier.Driver, Changed(earlier.Bound.Compilation), earlier.Generated);

        CSharpCompilation Changed(CSharpCompilation compilation)
        {
            foreach (var (before, after) in files)
            {
                compilation = (before, after) switch
                {
                    (null, { } added) => compilation.AddSyntaxTrees(added),
                    ({ } removed, null) => compilation.RemoveSyntaxTrees(removed),
                    _ => compilation.ReplaceSyntaxTree(before!, after),
                };
            }

            foreach (var (id, _) in moved)
                compilation = compilation.ReplaceReference(References[id], references[id]);
            return compilation;
        }
    }

    /// <summary>
    /// Whether people wrote interceptors, which know the calls they take over by a digest of their file: any change of that
    /// file is felt, even one of a comment.
    /// </summary>
    public bool HasWrittenInterceptors(CancellationToken cancellationToken) =>
        Written.SyntaxTrees.FirstOrDefault()?.Options.Features.ContainsKey("InterceptorsNamespaces") == true
        && Written.SyntaxTrees
            .Where(tree => tree.GetText(cancellationToken).ToString().Contains(InterceptorAttribute, StringComparison.Ordinal))
            .SelectMany(tree => tree.GetRoot(cancellationToken).DescendantNodes())
            .Any(node => node switch
            {
                AttributeSyntax attribute => attribute.Name,
                UsingDirectiveSyntax { Alias: not null } alias => alias.NamespaceOrType,
                _ => null,
            } is { } name && name.ToString().Contains(InterceptorAttribute, StringComparison.Ordinal));

    /// <summary>Everything the compiler sees, generated trees included.</summary>
    public CSharpCompilation Compilation(CancellationToken cancellationToken) => output.Get(cancellationToken).Bound.Compilation;

    /// <summary>The errors that binding one file reports.</summary>
    public IReadOnlyList<Diagnostic> FileErrors(SyntaxTree tree, CancellationToken cancellationToken) => output.Get(cancellationToken).Bound.FileErrors(tree, cancellationToken);

    /// <summary>
    /// Binds a file as if generators added what they added before, which for most changes they do. It needs no generator to
    /// have run, so it can be done while they run; when they are done and it was true, <see cref="FileErrors"/> has its answer.
    /// </summary>
    public void BindAhead(SyntaxTree tree, CancellationToken cancellationToken) => foreseen.FileErrors(tree, cancellationToken);

    /// <summary>Errors the generators themselves report.</summary>
    public ImmutableArray<Diagnostic> GeneratorErrors(CancellationToken cancellationToken) => output.Get(cancellationToken).Errors;

    /// <summary>The generators that threw, each with what: the compiler warns of it and goes on without what they would have added.</summary>
    public ImmutableArray<string> FailedGenerators(CancellationToken cancellationToken) => output.Get(cancellationToken).Failures;

    /// <summary>Whether the generators add the same files with the same text as for another state of the project.</summary>
    public bool GeneratesTheSameAs(CompiledProject other, CancellationToken cancellationToken)
    {
        var mine = output.Get(cancellationToken).Generated;
        var others = other.output.Get(cancellationToken).Generated;
        return mine.Length == others.Length && mine.Zip(others).All(pair =>
            pair.First.FilePath == pair.Second.FilePath
            && (pair.First == pair.Second || pair.First.GetText(cancellationToken).ContentEquals(pair.Second.GetText(cancellationToken))));
    }

    private Output RunGenerators(CancellationToken cancellationToken)
    {
        if (driver is null)
            return new Output(foreseen, null, [], [], []);
        var ran = driver.RunGenerators(Written, cancellationToken);
        var result = ran.GetRunResult();
        if (!result.GeneratedTrees.SequenceEqual(generatedBefore))
            foreseen = new BoundCompilation(Written.AddSyntaxTrees(result.GeneratedTrees));
        ImmutableArray<string> failures =
        [
            .. result.Results.Where(one => one.Exception is not null)
                .Select(one => $"{one.Generator.GetGeneratorType().Name}: {one.Exception!.GetType().Name}: {one.Exception.Message.ReplaceLineEndings(" ")}"),
        ];
        return new Output(foreseen, ran, result.GeneratedTrees, [.. result.Diagnostics.Where(ErrorCount.IsError)], failures);
    }

    private sealed record Output(
        BoundCompilation Bound, GeneratorDriver? Driver, ImmutableArray<SyntaxTree> Generated, ImmutableArray<Diagnostic> Errors, ImmutableArray<string> Failures);
}
