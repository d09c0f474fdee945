using System.Collections.Immutable;
using Assistant.Core.Snapshots;
using Microsoft.CodeAnalysis;

namespace Assistant.Core.Completion;

/// <summary>What a solution's own code has, counted once: one index for each project. What has changed since is told apart and added.</summary>
public sealed class UsageIndex
{
    private const double InFile = 5;
    private const double InProject = 2;
    private const double Elsewhere = 1;

    private readonly Vocabulary vocabulary;
    private readonly ImmutableArray<(string ProjectFile, TokenIndex Index)> projects;
    private readonly ImmutableDictionary<string, (string ProjectFile, CodeTokens Tokens)> files;

    private UsageIndex(Vocabulary vocabulary, ImmutableArray<(string ProjectFile, TokenIndex Index)> projects, ImmutableDictionary<string, (string ProjectFile, CodeTokens Tokens)> files)
    {
        this.vocabulary = vocabulary;
        this.projects = projects;
        this.files = files;
    }

    /// <summary>Reads and counts the source files of a solution, each once, without those that were generated.</summary>
    public static async Task<UsageIndex> CreateAsync(Snapshot snapshot, CancellationToken cancellationToken)
    {
        var texts = new Vocabulary();
        var read = ImmutableDictionary.CreateBuilder<string, (string, CodeTokens)>(StringComparer.Ordinal);
        var counted = ImmutableArray.CreateBuilder<(string, TokenIndex)>();
        foreach (var project in snapshot.BuildsInOrder.GroupBy(build => build.ProjectFile, StringComparer.Ordinal))
        {
            var own = new List<CodeTokens>();
            foreach (var document in project.SelectMany(build => snapshot.Solution.GetProject(build.Id)!.Documents))
            {
                if (document.FilePath is not { } path || read.ContainsKey(path) || path.Split(Path.DirectorySeparatorChar).Contains("obj"))
                    continue;
                var tokens = CodeTokens.Of((await document.GetSyntaxRootAsync(cancellationToken))!, texts);
                read[path] = (project.Key, tokens);
                own.Add(tokens);
            }

            counted.Add((project.Key, new TokenIndex(own)));
        }

        return new UsageIndex(texts, counted.ToImmutable(), read.ToImmutable());
    }

    /// <summary>What is known of the code in front of a caret.</summary>
    /// <param name="path">Full path of the file.</param>
    /// <param name="projectFile">The project it is looked at in.</param>
    /// <param name="root">The file with the caret in it; what stands behind the caret is not looked at.</param>
    /// <param name="caret">In UTF-16 units.</param>
    internal UsageAtCaret At(string path, string projectFile, SyntaxNode root, int caret)
    {
        var before = CodeTokens.Of(root, vocabulary, caret);
        var scopes = new List<UsageModel.Scope> { new(new TokenIndex([before]), InFile) };
        foreach (var (project, index) in projects)
            scopes.Add(new(index, project == projectFile ? InProject : Elsewhere));
        // The file as it was counted holds no longer.
        if (files.TryGetValue(path, out var counted))
            scopes.Add(new(new TokenIndex([counted.Tokens]), -(counted.ProjectFile == projectFile ? InProject : Elsewhere)));
        return new UsageAtCaret(new UsageModel(vocabulary, scopes), vocabulary, before.Numbers);
    }
}
