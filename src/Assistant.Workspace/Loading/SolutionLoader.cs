using System.Collections.Immutable;
using Assistant.Core.Snapshots;
using Assistant.Platform;
using Assistant.Workspace.Building;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Assistant.Workspace.Loading;

/// <summary>A solution made from compiler arguments.</summary>
/// <param name="Solution">One project for each project and framework that could be loaded.</param>
/// <param name="Builds">What the build said of each.</param>
/// <param name="Unloaded">Those that failed here.</param>
/// <param name="Notices">What the user should know.</param>
internal sealed record LoadedSolution(
    Solution Solution,
    ImmutableArray<ProjectBuild> Builds,
    ImmutableArray<UnloadedProject> Unloaded,
    ImmutableArray<string> Notices);

/// <summary>
/// Makes the compilations that the build would make, from the arguments it would hand to the compiler and nothing else.
/// </summary>
internal sealed class SolutionLoader(RoslynHost host, MetadataFiles metadata, AnalyzerFiles analyzers, ImmutableArray<string> unchanging)
{
    public async Task<LoadedSolution> LoadAsync(
        string root, IEnumerable<ProjectArguments> projects, IEnumerable<UnloadedProject> failed, CancellationToken cancellationToken)
    {
        var texts = new SourceTexts();
        var documents = new Dictionary<ProjectPlan, PlannedDocuments>();
        var unloaded = new List<UnloadedProject>();
        ImmutableArray<ProjectPlan> plans = [.. projects.Select(ProjectPlan.Of)];
        foreach (var plan in plans)
        {
            try
            {
                if (ArgumentError(plan) is { } error)
                    unloaded.Add(Unloaded(plan, plans, error));
                else
                    documents[plan] = await PlannedDocuments.ReadAsync(plan, texts, cancellationToken);
            }
            catch (IOException exception)
            {
                unloaded.Add(Unloaded(plan, plans, $"a file it compiles cannot be read: {exception.Message}"));
            }
        }

        var references = WithoutMissing(documents, plans, [.. failed], unloaded);
        var notices = new List<string>();
        foreach (var plan in documents.Keys)
            notices.AddRange(references.StaleReferences(plan).Select(path => $"{plan.Build.Name} is judged against the last build of {Path.GetFileNameWithoutExtension(path)}, which could not be opened"));
        var missing = documents.Keys.ToDictionary(plan => plan.Id, MissingAnalyzers);
        foreach (var plan in documents.Keys)
            notices.AddRange(missing[plan.Id].Where(one => one.Failure is not null).Select(one => $"{plan.Build.Name} uses the analyzer {one.Name}, which could not be loaded: {one.Failure}"));
        notices.AddRange(FileLinks.Notices(root, documents.Keys));
        var solution = Solution(documents, references);
        return new LoadedSolution(solution, [.. documents.Keys.Select(plan => Build(plan, missing[plan.Id].Select(one => one.Name)))], [.. unloaded], [.. notices.Distinct(StringComparer.Ordinal)]);
    }

    private static string? ArgumentError(ProjectPlan plan) =>
        plan.Compiler.Errors.FirstOrDefault(error => error.Severity is DiagnosticSeverity.Error) is { } first
            ? $"its compiler arguments are wrong: {first.GetMessage()} ({first.Id})"
            : null;

    private static UnloadedProject Unloaded(ProjectPlan plan, IEnumerable<ProjectPlan> all, string reason) =>
        new(plan.Build.ProjectFile, HasSeveralFrameworks(plan, all) ? plan.Build.TargetFramework : null, reason);

    private static bool HasSeveralFrameworks(ProjectPlan plan, IEnumerable<ProjectPlan> all) =>
        all.Any(other => other.Id != plan.Id && string.Equals(other.Build.ProjectFile, plan.Build.ProjectFile, StringComparison.Ordinal));

    private static ProjectBuild Build(ProjectPlan plan, IEnumerable<string> missingAnalyzers) => new(
        plan.Id,
        plan.Build.ProjectFile,
        plan.Build.TargetFramework,
        [.. plan.Build.Arguments],
        plan.Build.OutputPath,
        plan.Build.ReferenceOutputPath,
        plan.Build.IncludesNewFiles,
        [.. missingAnalyzers]);

    // A project lost for its references may be what the next one refers to, hence again and again until none is lost.
    private static PlannedReferences WithoutMissing(
        Dictionary<ProjectPlan, PlannedDocuments> documents,
        ImmutableArray<ProjectPlan> all,
        ImmutableArray<UnloadedProject> failed,
        List<UnloadedProject> unloaded)
    {
        while (true)
        {
            var references = new PlannedReferences(documents.Keys, failed.Concat(unloaded));
            var lost = documents.Keys.Select(plan => (plan, reason: references.ReasonAgainst(plan))).Where(one => one.reason is not null).ToList();
            if (lost.Count == 0)
                return references;
            foreach (var (plan, reason) in lost)
            {
                documents.Remove(plan);
                unloaded.Add(Unloaded(plan, all, reason!));
            }
        }
    }

    private Solution Solution(Dictionary<ProjectPlan, PlannedDocuments> documents, PlannedReferences references)
    {
#pragma warning disable CA2000 // The solution lives in its workspace and is used as long as the snapshot is.
        var workspace = new AdhocWorkspace(host.Services);
#pragma warning restore CA2000
        var projects = documents.Select(one => Project(one.Key, one.Value, references, documents.Keys));
        return workspace.AddSolution(SolutionInfo.Create(SolutionId.CreateNewId(), VersionStamp.Create(), null, projects));
    }

    private ProjectInfo Project(ProjectPlan plan, PlannedDocuments documents, PlannedReferences references, IReadOnlyCollection<ProjectPlan> all)
    {
        var (projects, files) = references.Of(plan, metadata);
        return ProjectInfo.Create(
                plan.Id,
                VersionStamp.Create(),
                HasSeveralFrameworks(plan, all) ? $"{plan.Build.Name}({plan.Build.TargetFramework})" : plan.Build.Name,
                plan.Compiler.CompilationName ?? plan.Build.Name,
                LanguageNames.CSharp,
                plan.Build.ProjectFile,
                plan.Build.OutputPath,
                Options(plan),
                plan.Compiler.ParseOptions,
                documents.Sources,
                projects,
                files,
                Analyzers(plan),
                documents.Additional,
                outputRefFilePath: plan.Build.ReferenceOutputPath)
            .WithDefaultNamespace(plan.Build.RootNamespace)
            .WithAnalyzerConfigDocuments(documents.AnalyzerConfigs);
    }

    // The same resolvers that csc gives its compilation; without them strong names, XML includes and #line paths come out differently.
    private static CSharpCompilationOptions Options(ProjectPlan plan) => plan.Compiler.CompilationOptions
        .WithXmlReferenceResolver(new XmlFileResolver(plan.Build.Folder))
        .WithSourceReferenceResolver(new SourceFileResolver([], plan.Build.Folder, plan.Compiler.PathMap))
        .WithStrongNameProvider(new DesktopStrongNameProvider(plan.Compiler.KeyFileSearchPaths))
        .WithAssemblyIdentityComparer(DesktopAssemblyIdentityComparer.Default);

    private static IEnumerable<string> AnalyzerPaths(ProjectPlan plan) => plan.Compiler.AnalyzerReferences
        .Select(reference => plan.Full(reference.FilePath))
        .Distinct(StringComparer.Ordinal);

    private IEnumerable<AnalyzerReference> Analyzers(ProjectPlan plan) =>
        AnalyzerPaths(plan).Where(Files.Exists).Select(path => analyzers.Get(path, unchanging));

    // File names; the failure is null for a file that is not there, of which the user is told elsewhere with what to do.
    private ImmutableArray<(string Name, string? Failure)> MissingAnalyzers(ProjectPlan plan)
    {
        var missing = ImmutableArray.CreateBuilder<(string, string?)>();
        foreach (var path in AnalyzerPaths(plan))
        {
            if (!Files.Exists(path))
                missing.Add((Path.GetFileName(path), null));
            else if (analyzers.FailureOf(analyzers.Get(path, unchanging)) is { } failure)
                missing.Add((Path.GetFileName(path), failure.ReplaceLineEndings(" ")));
        }

        return missing.ToImmutable();
    }
}
