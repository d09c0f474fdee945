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
    private readonly GeneratorDriver? driver;
    private readonly Memo<Output> output;

    private CompiledProject(
        ProjectBuild build, CSharpCompilation written, ImmutableDictionary<ProjectId, MetadataReference> references, Suppressors suppressors, GeneratorDriver? driver)
    {
        Build = build;
        Suppressors = suppressors;
        Written = written;
        References = references;
        this.driver = driver;
        output = new Memo<Output>(RunGenerators);
    }

    public ProjectBuild Build { get; }

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
        return new CompiledProject(build, compilation, references, Suppressors.Of(project), generatorDriver);
    }

    /// <summary>The same project with other files and other states of the projects it refers to. Generators run when their output is asked for.</summary>
    /// <param name="files">Each changed tree before and after; null before for a new file, null after for a deleted one.</param>
    /// <param name="moved">New states of referenced projects.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public CompiledProject With(IEnumerable<(SyntaxTree? Before, SyntaxTree? After)> files, IEnumerable<(ProjectId Id, CompiledProject After)> moved, CancellationToken cancellationToken)
    {
        var compilation = Written;
        foreach (var (before, after) in files)
        {
            compilation = (before, after) switch
            {
                (null, { } added) => compilation.AddSyntaxTrees(added),
                ({ } removed, null) => compilation.RemoveSyntaxTrees(removed),
                _ => compilation.ReplaceSyntaxTree(before!, after),
            };
        }

        var references = References;
        foreach (var (id, after) in moved)
        {
            var reference = after.Compilation(cancellationToken).ToMetadataReference(references[id].Properties.Aliases, references[id].Properties.EmbedInteropTypes);
            compilation = compilation.ReplaceReference(references[id], reference);
            references = references.SetItem(id, reference);
        }

        return new CompiledProject(Build, compilation, references, Suppressors, output.Get(cancellationToken).Driver);
    }

    /// <summary>
    /// Whether people wrote interceptors, which know the calls they take over by a digest of their file: any change of that
    /// file is felt, even one of a comment.
    /// </summary>
    public bool HasWrittenInterceptors(CancellationToken cancellationToken) =>
        Written.SyntaxTrees.FirstOrDefault()?.Options.Features.ContainsKey("InterceptorsNamespaces") == true
        && Written.SyntaxTrees
            .Where(tree => tree.GetText(cancellationToken).ToString().Contains("InterceptsLocation", StringComparison.Ordinal))
            .Any(tree => tree.GetRoot(cancellationToken).DescendantNodes().OfType<AttributeSyntax>().Any(attribute => attribute.Name.ToString().Contains("InterceptsLocation", StringComparison.Ordinal)));

    /// <summary>Everything the compiler sees, generated trees included.</summary>
    public CSharpCompilation Compilation(CancellationToken cancellationToken) => output.Get(cancellationToken).Compilation;

    /// <summary>Errors the generators themselves report.</summary>
    public ImmutableArray<Diagnostic> GeneratorErrors(CancellationToken cancellationToken) => output.Get(cancellationToken).Errors;

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
            return new Output(Written, null, [], []);
        var ran = driver.RunGeneratorsAndUpdateCompilation(Written, out var updated, out var diagnostics, cancellationToken);
        return new Output((CSharpCompilation)updated, ran, ran.GetRunResult().GeneratedTrees, [.. diagnostics.Where(ErrorCount.IsError)]);
    }

    private sealed record Output(CSharpCompilation Compilation, GeneratorDriver? Driver, ImmutableArray<SyntaxTree> Generated, ImmutableArray<Diagnostic> Errors);
}
