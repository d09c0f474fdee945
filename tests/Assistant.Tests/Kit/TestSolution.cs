using System.Collections.Immutable;
using Assistant.Core.Snapshots;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Host.Mef;
using Microsoft.CodeAnalysis.Text;

namespace Assistant.Tests.Kit;

/// <summary>Opens a case as the product opens a solution, without a disk.</summary>
internal static class TestSolution
{
    // Without the assemblies of editor features, which take seconds to compose and are not needed here.
    private static readonly MefHostServices Services = MefHostServices.Create([typeof(Microsoft.CodeAnalysis.Workspace).Assembly, System.Reflection.Assembly.Load("Microsoft.CodeAnalysis.CSharp.Workspaces")]);

    public static string Root { get; } = Path.GetFullPath(Path.Combine(Path.GetPathRoot(Environment.CurrentDirectory)!, "case"));

    public static string FullPath(string path) => Path.GetFullPath(Path.Combine(Root, path));

    public static Snapshot Open(string text) => Open(MarkedCase.Parse(text));

    public static Snapshot Open(MarkedCase marked) => Open(marked, Services);

    public static Snapshot Open(MarkedCase marked, MefHostServices services)
    {
#pragma warning disable CA2000 // A solution outlives its workspace, which holds nothing but it.
        var workspace = new AdhocWorkspace(services);
#pragma warning restore CA2000
        var solution = workspace.CurrentSolution;
        var builds = new List<ProjectBuild>();
        var ids = marked.Projects
            .SelectMany(project => project.Frameworks.Select(framework => (project.Name, framework)))
            .ToImmutableDictionary(key => key, key => ProjectId.CreateNewId($"{key.Name} ({key.framework})"));
        foreach (var (project, framework) in marked.Projects.SelectMany(project => project.Frameworks.Select(framework => (project, framework))))
        {
            var id = ids[(project.Name, framework)];
            var documents = marked.Files.Where(file => file.Owners.Contains(project.Name) && file.Before is not null)
                .Select(file => DocumentInfo.Create(
                    DocumentId.CreateNewId(id, file.Path),
                    Path.GetFileName(file.Path),
                    loader: TextLoader.From(TextAndVersion.Create(SourceText.From(file.Before!, System.Text.Encoding.UTF8), VersionStamp.Default)),
                    filePath: FullPath(file.Path)));
            var projectFile = FullPath($"{project.Folder}/{project.Name}.csproj");
            var references = project.References.Select(name => new ProjectReference(ids[(name, marked.Projects.Single(other => other.Name == name).NearestTo(framework))]));
            var info = ProjectInfo.Create(
                id, VersionStamp.Default, project.Name, project.Name, LanguageNames.CSharp, projectFile,
                compilationOptions: project.Options(),
                parseOptions: project.ParseOptions(framework),
                documents: documents,
                projectReferences: references,
                metadataReferences: project.Metadata,
                // Roslyn's own services know no analyzer reference of a test's kind.
                analyzerReferences: project.HasAnalyzers ? [new TestAnalyzers(project)] : []);
            if (project.EditorConfig is { } config)
            {
                var path = FullPath($"{project.Name}/.editorconfig");
                var loader = TextLoader.From(TextAndVersion.Create(SourceText.From(config), VersionStamp.Default));
                info = info.WithAnalyzerConfigDocuments([DocumentInfo.Create(DocumentId.CreateNewId(id), ".editorconfig", loader: loader, filePath: path)]);
            }

            solution = solution.AddProject(info);
            builds.Add(new ProjectBuild(id, projectFile, framework, [.. project.Runs.Select(maker => "/analyzer:" + Output(maker))], Output(project.Name), null, project.IncludesNewFiles, project.MissingAnalyzers));
        }

        var unloaded = marked.Unloaded.Select(project => new UnloadedProject(FullPath($"{project.Project}/{project.Project}.csproj"), project.Framework, project.Reason));
        return new Snapshot(Root, solution, builds, [.. unloaded]);

        static string Output(string project) => FullPath($"{project}/bin/{project}.dll");
    }
}
