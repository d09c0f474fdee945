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

    private static readonly ImmutableDictionary<string, FileTokens> Empty = ImmutableDictionary.Create<string, FileTokens>(StringComparer.Ordinal);

    private readonly Vocabulary vocabulary;
    private readonly int words;
    private readonly ImmutableArray<Part> projects;
    private readonly ImmutableDictionary<string, FileTokens> files;
    private readonly ImmutableDictionary<string, FileTokens> edited;
    private readonly TypedText typed;
    private readonly TokenIndex newer;
    private readonly ImmutableArray<Part> outdated;
    private readonly Lazy<ImmutableArray<string>> imported;

    // The files somebody completes in.
    private readonly ConcurrentDictionary<string, TokenIndex> own = new(StringComparer.Ordinal);

    /// <summary>Nothing counted: what a file says of itself is all that is known.</summary>
    public UsageIndex()
    {
        (vocabulary, projects, files, edited, newer, outdated, imported) = (new(), [], Empty, Empty, new([], CancellationToken.None), [], new(() => []));
        typed = new(vocabulary);
    }

    private UsageIndex(Vocabulary vocabulary, ImmutableArray<Part> projects, ImmutableDictionary<string, FileTokens> files)
        : this()
    {
        (this.vocabulary, words, this.projects, this.files, typed) = (vocabulary, vocabulary.Count, projects, files, new(vocabulary));
        imported = Imports(files.Values);
    }

    private UsageIndex(UsageIndex before, ImmutableDictionary<string, FileTokens> edited, CancellationToken cancellationToken)
    {
        (vocabulary, words, projects, files, typed, this.edited) = (before.vocabulary, before.words, before.projects, before.files, before.typed, edited);
        imported = Imports(files.Values.Concat(edited.Values));
        newer = new TokenIndex([.. edited.Values.Select(file => file.Tokens)], cancellationToken);
        outdated =
        [
            .. edited.Keys.Select(path => files.GetValueOrDefault(path)).OfType<FileTokens>()
                .GroupBy(file => file.ProjectFile, file => file.Tokens, StringComparer.Ordinal).Select(group => new Part(group.Key, new TokenIndex([.. group], cancellationToken))),
        ];
    }

    /// <summary>Whether more words were met since it was counted than it should keep.</summary>
    public bool HasOutgrown => vocabulary.Count > words + MostNewWords;

    /// <summary>The namespaces that the counted files import.</summary>
    internal IEnumerable<string> Imported => imported.Value;

    /// <param name="ProjectFile">The project that was asked first.</param>
    /// <param name="Hash">Of the text; empty where the file is gone.</param>
    /// <param name="Tokens">What stands in it.</param>
    /// <param name="Imported">The namespaces that it imports.</param>
    private sealed record FileTokens(string ProjectFile, ImmutableArray<byte> Hash, CodeTokens Tokens, ImmutableArray<string> Imported);

    private sealed record Part(string ProjectFile, TokenIndex Index);

    /// <summary>Reads and counts the source files of a solution, each once, without those that were generated.</summary>
    public static async Task<UsageIndex> CreateAsync(Solution solution, CancellationToken cancellationToken)
    {
        var numbers = new Vocabulary();
        var read = ImmutableDictionary.CreateBuilder<string, FileTokens>(StringComparer.Ordinal);
        foreach (var (path, document) in Written(solution))
            read[path] = await ReadAsync(document, numbers, cancellationToken);
        var parts = read.OrderBy(file => file.Key, StringComparer.Ordinal).GroupBy(file => file.Value.ProjectFile, file => file.Value.Tokens, StringComparer.Ordinal)
            .OrderBy(group => group.Key, StringComparer.Ordinal).Select(group => new Part(group.Key, new TokenIndex([.. group], cancellationToken)));
        return new UsageIndex(numbers, [.. parts], read.ToImmutable());
    }

    /// <summary>The same for a later state of the solution: only what differs is counted, as what was just edited.</summary>
    public async Task<UsageIndex> WithAsync(Solution solution, CancellationToken cancellationToken)
    {
        var (after, now) = (edited, Written(solution));
        foreach (var (path, document) in now)
        {
            var text = await document.GetTextAsync(cancellationToken);
            if ((edited.GetValueOrDefault(path) ?? files.GetValueOrDefault(path)) is not { } known || !known.Hash.SequenceEqual(text.GetContentHash()))
                after = after.SetItem(path, await ReadAsync(document, vocabulary, cancellationToken));
            if (after.Count > MostEdited || HasOutgrown)
                return await CreateAsync(solution, cancellationToken);
        }

        foreach (var (path, file) in files.Concat(edited).Where(file => !now.ContainsKey(file.Key) && after.GetValueOrDefault(file.Key) is not { Hash.IsEmpty: true }))
            after = after.SetItem(path, file with { Hash = [], Tokens = CodeTokens.None, Imported = [] });
        return ReferenceEquals(after, edited) ? this : after.Count > MostEdited ? await CreateAsync(solution, cancellationToken) : new UsageIndex(this, after, cancellationToken);
    }

    /// <summary>What is known of the code in front of a caret.</summary>
    /// <param name="file">The file; what stands behind the caret is not looked at.</param>
    /// <param name="caret">In UTF-16 units.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    internal UsageAtCaret At(CompiledFile file, int caret, CancellationToken cancellationToken)
    {
        var (before, indexes) = typed.Before(file, caret, cancellationToken);
        var scopes = new List<UsageModel.Scope>(indexes.Select(index => new UsageModel.Scope(index, InFile))) { new(newer, JustEdited) };
        double WeightOf(string projectFile) => projectFile == file.ProjectFile ? InProject : Elsewhere;
        scopes.AddRange(projects.Select(part => new UsageModel.Scope(part.Index, WeightOf(part.ProjectFile))));
        scopes.AddRange(outdated.Select(part => new UsageModel.Scope(part.Index, -WeightOf(part.ProjectFile))));
        // The file as it was counted holds no longer.
        if (edited.TryGetValue(file.Path, out var mine))
            scopes.Add(new(OwnIndex(file.Path, mine, cancellationToken), -JustEdited));
        else if (files.TryGetValue(file.Path, out mine))
            scopes.Add(new(OwnIndex(file.Path, mine, cancellationToken), -WeightOf(mine.ProjectFile)));
        return new UsageAtCaret(new UsageModel(vocabulary, [.. scopes.Where(scope => scope.Index.Count > 0)]), vocabulary, before);
    }

    private TokenIndex OwnIndex(string path, FileTokens tokens, CancellationToken cancellationToken) => own.GetOrAdd(path, _ => new TokenIndex([tokens.Tokens], cancellationToken));

    private static Lazy<ImmutableArray<string>> Imports(IEnumerable<FileTokens> read) => new(() => [.. read.SelectMany(file => file.Imported).Distinct(StringComparer.Ordinal)]);

    // Each file once, by the first of its projects.
    private static Dictionary<string, Document> Written(Solution solution)
    {
        var written = new Dictionary<string, Document>(StringComparer.Ordinal);
        foreach (var document in solution.Projects.OrderBy(FileOf, StringComparer.Ordinal).SelectMany(project => project.Documents).Where(IsWritten))
            written.TryAdd(document.FilePath!, document);
        return written;
    }

    private static async Task<FileTokens> ReadAsync(Document document, Vocabulary vocabulary, CancellationToken cancellationToken)
    {
        var root = (CompilationUnitSyntax)(await document.GetSyntaxRootAsync(cancellationToken))!;
        var text = await document.GetTextAsync(cancellationToken);
        var spaces = root.Usings.Where(one => one is { Alias: null, StaticKeyword.RawKind: 0 }).Select(one => one.Name!.ToString());
        return new FileTokens(FileOf(document.Project), text.GetContentHash(), CodeTokens.Of(root, vocabulary, root.FullSpan, cancellationToken), [.. spaces]);
    }

    private static string FileOf(Project project) => project.FilePath ?? project.Name;

    // What a build writes stands below the project, in obj.
    private static bool IsWritten(Document document) => document.FilePath is { } path
        && !Path.GetRelativePath(Path.GetDirectoryName(document.Project.FilePath) ?? "/", path).Split(Path.DirectorySeparatorChar).Contains("obj", StringComparer.Ordinal);
}
