using System.Collections.Concurrent;
using System.Collections.Immutable;
using Assistant.Core.Verification;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Assistant.Core.Completion;

/// <summary>
/// What a solution's own code has, counted once: one index for each project, and a small one of what was edited since. It
/// never changes: <see cref="WithAsync"/> gives another one that shares most of it.
/// </summary>
public sealed class UsageIndex
{
    private const double InFile = 5;
    private const double JustEdited = 3;
    private const double InProject = 2;
    private const double Elsewhere = 1;

    // With more, all is counted anew.
    private const int MostEdited = 64;

    // Half-written names stay in the vocabulary until then.
    private const int MostNewWords = 50_000;

    private readonly Vocabulary vocabulary;
    private readonly int words;
    private readonly Solution? counted;
    private readonly ImmutableArray<Part> projects;
    private readonly ImmutableDictionary<string, FileTokens> files;
    private readonly ImmutableDictionary<string, FileTokens> edited;
    private readonly TokenIndex newer;
    private readonly ImmutableArray<Part> outdated;
    private readonly Lazy<ImmutableArray<string>> imported;

    // The files somebody completes in.
    private readonly ConcurrentDictionary<string, TokenIndex> own = new(StringComparer.Ordinal);

    /// <summary>Nothing counted: what a file says of itself is all that is known.</summary>
    public UsageIndex()
        : this(new Vocabulary(), 0, null, [], ImmutableDictionary.Create<string, FileTokens>(StringComparer.Ordinal), ImmutableDictionary.Create<string, FileTokens>(StringComparer.Ordinal))
    {
    }

    private UsageIndex(
        Vocabulary vocabulary, int words, Solution? counted, ImmutableArray<Part> projects, ImmutableDictionary<string, FileTokens> files, ImmutableDictionary<string, FileTokens> edited)
    {
        this.vocabulary = vocabulary;
        this.words = words;
        this.counted = counted;
        this.projects = projects;
        this.files = files;
        this.edited = edited;
        imported = new(() => [.. files.Values.Concat(edited.Values).SelectMany(file => file.Imported).Distinct(StringComparer.Ordinal)]);
        newer = new TokenIndex([.. edited.Values.Select(file => file.Tokens)]);
        outdated =
        [
            .. edited.Keys.Select(path => files.GetValueOrDefault(path)).OfType<FileTokens>()
                .GroupBy(file => file.ProjectFile, file => file.Tokens, StringComparer.Ordinal).Select(group => new Part(group.Key, new TokenIndex([.. group]))),
        ];
    }

    /// <summary>Whether more words were met since it was counted than it should keep.</summary>
    public bool HasOutgrown => vocabulary.Count > words + MostNewWords;

    /// <summary>The namespaces that the counted files import.</summary>
    internal IEnumerable<string> Imported => imported.Value;

    private sealed record FileTokens(string ProjectFile, CodeTokens Tokens, ImmutableArray<string> Imported)
    {
        public static FileTokens Of(string projectFile, SyntaxNode? root, Vocabulary vocabulary) => root is CompilationUnitSyntax unit
            ? new(projectFile, CodeTokens.Of(root, vocabulary), [.. unit.Usings.Where(one => one is { Alias: null, StaticKeyword.RawKind: 0 }).Select(one => one.Name!.ToString())])
            : new(projectFile, CodeTokens.None, []);
    }

    private sealed record Part(string ProjectFile, TokenIndex Index);

    /// <summary>Reads and counts the source files of a solution, each once, without those that were generated.</summary>
    public static async Task<UsageIndex> CreateAsync(Solution solution, CancellationToken cancellationToken)
    {
        var numbers = new Vocabulary();
        var read = ImmutableDictionary.CreateBuilder<string, FileTokens>(StringComparer.Ordinal);
        var parts = ImmutableArray.CreateBuilder<Part>();
        foreach (var project in solution.Projects.GroupBy(FileOf, StringComparer.Ordinal).OrderBy(group => group.Key, StringComparer.Ordinal))
        {
            var tokens = new List<CodeTokens>();
            foreach (var document in project.SelectMany(framework => framework.Documents).Where(IsWritten))
            {
                if (read.ContainsKey(document.FilePath!))
                    continue;
                read[document.FilePath!] = FileTokens.Of(project.Key, await document.GetSyntaxRootAsync(cancellationToken), numbers);
                tokens.Add(read[document.FilePath!].Tokens);
            }

            parts.Add(new Part(project.Key, new TokenIndex(tokens)));
        }

        return new UsageIndex(numbers, numbers.Count, solution, parts.ToImmutable(), read.ToImmutable(), ImmutableDictionary.Create<string, FileTokens>(StringComparer.Ordinal));
    }

    /// <summary>The same for a later state of the solution: only what differs is counted, as what was just edited.</summary>
    public async Task<UsageIndex> WithAsync(Solution solution, CancellationToken cancellationToken)
    {
        if (solution == counted)
            return this;
        var changes = counted is null ? (SolutionChanges?)null : solution.GetChanges(counted);
        if (changes is not { } since || since.GetAddedProjects().Any() || since.GetRemovedProjects().Any())
            return await CreateAsync(solution, cancellationToken);
        var after = edited;
        foreach (var project in since.GetProjectChanges())
        {
            foreach (var id in project.GetRemovedDocuments().Concat(project.GetAddedDocuments()).Concat(project.GetChangedDocuments()))
            {
                if ((project.NewProject.GetDocument(id) ?? project.OldProject.GetDocument(id)) is not { } named || !IsWritten(named))
                    continue;
                // What one project leaves out another may have.
                var document = project.NewProject.GetDocument(id) ?? solution.GetDocument(solution.GetDocumentIdsWithFilePath(named.FilePath!).FirstOrDefault());
                var root = document is null ? null : await document.GetSyntaxRootAsync(cancellationToken);
                after = after.SetItem(named.FilePath!, FileTokens.Of(FileOf(project.NewProject), root, vocabulary));
            }
        }

        return after.Count > MostEdited || HasOutgrown ? await CreateAsync(solution, cancellationToken) : new UsageIndex(vocabulary, words, solution, projects, files, after);
    }

    /// <summary>What is known of the code in front of a caret.</summary>
    /// <param name="file">The file; what stands behind the caret is not looked at.</param>
    /// <param name="caret">In UTF-16 units.</param>
    internal UsageAtCaret At(CompiledFile file, int caret)
    {
        var before = CodeTokens.Of(file.Root, vocabulary, caret);
        var scopes = new List<UsageModel.Scope> { new(new TokenIndex([before]), InFile), new(newer, JustEdited) };
        double WeightOf(string projectFile) => projectFile == file.ProjectFile ? InProject : Elsewhere;
        scopes.AddRange(projects.Select(part => new UsageModel.Scope(part.Index, WeightOf(part.ProjectFile))));
        scopes.AddRange(outdated.Select(part => new UsageModel.Scope(part.Index, -WeightOf(part.ProjectFile))));
        // The file as it was counted holds no longer.
        if (edited.TryGetValue(file.Path, out var mine))
            scopes.Add(new(OwnIndex(file.Path, mine), -JustEdited));
        else if (files.TryGetValue(file.Path, out mine))
            scopes.Add(new(OwnIndex(file.Path, mine), -WeightOf(mine.ProjectFile)));
        return new UsageAtCaret(new UsageModel(vocabulary, [.. scopes.Where(scope => scope.Index.Count > 0)]), vocabulary, before.Numbers);
    }

    private TokenIndex OwnIndex(string path, FileTokens tokens) => own.GetOrAdd(path, _ => new TokenIndex([tokens.Tokens]));

    private static string FileOf(Project project) => project.FilePath ?? project.Name;

    // What a build writes stands below the project, in obj.
    private static bool IsWritten(Document document) => document.FilePath is { } path
        && !Path.GetRelativePath(Path.GetDirectoryName(document.Project.FilePath) ?? "/", path).Split(Path.DirectorySeparatorChar).Contains("obj", StringComparer.Ordinal);
}
