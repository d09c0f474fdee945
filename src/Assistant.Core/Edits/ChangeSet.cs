using System.Collections.Immutable;
using Assistant.Core.Snapshots;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace Assistant.Core.Edits;

/// <summary>
/// A proposal's edits, checked against the snapshot they stand on: every path is a loaded C# document (or a place where a
/// new one would be compiled), every offset lies in the text, nothing overlaps.
/// </summary>
public sealed class ChangeSet
{
    private ChangeSet(Snapshot before, ImmutableArray<FileChange> files)
    {
        Before = before;
        Files = files;
        After = before.WithSolution(files.Aggregate(before.Solution, Apply));
    }

    /// <summary>The snapshot the edits stand on.</summary>
    public Snapshot Before { get; }

    /// <summary>The files the edits touch, ordered by path.</summary>
    public ImmutableArray<FileChange> Files { get; }

    /// <summary>Checks edits and groups them by file.</summary>
    /// <returns>The change set, or the reason why there is none.</returns>
    public static async Task<(ChangeSet? Changes, UnusableEdits? Problem)> CreateAsync(Snapshot snapshot, IReadOnlyList<Edit> edits, CancellationToken cancellationToken)
    {
        if (edits.Count == 0)
            return (null, UnusableEdits.Invalid("the proposal has no edits"));
        if (edits.FirstOrDefault(edit => !IsRelative(edit.Path)) is { } astray)
            return (null, UnusableEdits.Invalid($"'{astray.Path}' is no path relative to the solution's folder"));
        var files = ImmutableArray.CreateBuilder<FileChange>();
        foreach (var group in edits.GroupBy(edit => FullPath(snapshot, edit.Path)).OrderBy(group => group.Key, StringComparer.Ordinal))
        {
            var (file, problem) = await ChangeOneFileAsync(snapshot, group.Key, [.. group], cancellationToken);
            if (file is null)
                return (null, problem);
            if (file.After is { } after && Excess(after.ToString()) is { } excess)
                return (null, UnusableEdits.NotVerified($"'{group.First().Path}' would nest more than {excess}, which the compiler may not survive"));
            files.Add(file);
        }

        return (new ChangeSet(snapshot, files.ToImmutable()), null);
    }

    private static string? Excess(string text) =>
        Nesting.IsTooDeep(text) ? $"{Nesting.Most} levels"
        : Interpolations.AreTooDeep(text) ? $"{Interpolations.Most} interpolated strings"
        : null;

    /// <summary>The change set that gives files the texts an editor or the disk has for them.</summary>
    /// <param name="snapshot">What it stands on.</param>
    /// <param name="texts">By full path; null for a file that is gone.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns>Null twice when every file has its text already; a problem when it cannot be known what the build would compile.</returns>
    public static async Task<(ChangeSet? Changes, UnusableEdits? Problem)> OfTextsAsync(
        Snapshot snapshot, IReadOnlyDictionary<string, string?> texts, CancellationToken cancellationToken)
    {
        var files = ImmutableArray.CreateBuilder<FileChange>();
        foreach (var (path, text) in texts.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            if (text is not null && Excess(text) is { } excess)
                return (null, UnusableEdits.NotVerified($"'{snapshot.RelativePath(path)}' nests more than {excess}, which the compiler may not survive"));
            var documents = DocumentsOf(snapshot, path);
            if (documents.IsEmpty)
            {
                if (text is null || !path.EndsWith(".cs", StringComparison.OrdinalIgnoreCase))
                    continue;
                var (file, problem) = NewFile(snapshot, path, new CreateFile(snapshot.RelativePath(path), text));
                if (file is null)
                    return (null, problem);
                files.Add(file);
                continue;
            }

            var before = await snapshot.Solution.GetDocument(documents[0])!.GetTextAsync(cancellationToken);
            if (text is null)
                files.Add(new FileChange(path, documents, before, null));
            else if (Difference(before.ToString(), text) is { } change)
                files.Add(new FileChange(path, documents, before, before.WithChanges(change)));
        }

        return (files.Count == 0 ? null : new ChangeSet(snapshot, files.ToImmutable()), null);
    }

    /// <summary>This change set and one that stands on the text after it, as one that stands on the text before.</summary>
    /// <returns>Empty when the second takes back the first; null when it cannot be known what the build would compile.</returns>
    public async Task<ChangeSet?> ThenAsync(ChangeSet next, CancellationToken cancellationToken)
    {
        var texts = new Dictionary<string, string?>(StringComparer.Ordinal);
        foreach (var path in Files.Concat(next.Files).Select(file => file.FullPath).Distinct(StringComparer.Ordinal))
        {
            var document = DocumentsOf(next.After, path) is [var first, ..] ? next.After.Solution.GetDocument(first) : null;
            texts[path] = document is null ? null : (await document.GetTextAsync(cancellationToken)).ToString();
        }

        var (changes, problem) = await OfTextsAsync(Before, texts, cancellationToken);
        return problem is null ? changes ?? new ChangeSet(Before, []) : null;
    }

    // The one stretch in which two texts differ: the compiler reads again what is near it, and the file keeps its encoding.
    private static TextChange? Difference(string before, string after)
    {
        if (before == after)
            return null;
        var (start, end) = SharedEnds.Of(before, after);
        return new TextChange(TextSpan.FromBounds(start, before.Length - end), after[start..^end]);
    }

    /// <summary>The change set that turns a snapshot's solution into another one with the same projects.</summary>
    /// <returns>Null when the other solution changes something that is not C# source text.</returns>
    public static async Task<ChangeSet?> BetweenAsync(Snapshot before, Solution after, CancellationToken cancellationToken)
    {
        var files = new SortedDictionary<string, FileChange>(StringComparer.Ordinal);
        foreach (var project in after.GetChanges(before.Solution).GetProjectChanges())
        {
            if (project.GetAddedDocuments().Any() || project.GetRemovedDocuments().Any() || project.GetChangedAdditionalDocuments().Any()
                || project.GetChangedAnalyzerConfigDocuments().Any() || project.GetAddedProjectReferences().Any() || project.GetAddedMetadataReferences().Any()
                || ChangesOptions(project))
                return null;
            foreach (var id in project.GetChangedDocuments(onlyGetDocumentsWithTextChanges: true))
            {
                var path = before.Solution.GetDocument(id)?.FilePath;
                if (path is null)
                    return null;
                if (files.ContainsKey(path))
                    continue;
                // A provider hands back a whole new text; the least change of the old one keeps its encoding, and shows what was meant.
                var oldText = await before.Solution.GetDocument(id)!.GetTextAsync(cancellationToken);
                var changes = (await after.GetDocument(id)!.GetTextChangesAsync(before.Solution.GetDocument(id)!, cancellationToken)).ToList();
                if (changes.Count > 0)
                    files.Add(path, new FileChange(path, DocumentsOf(before, path), oldText, oldText.WithChanges(changes)));
            }
        }

        return files.Count == 0 ? null : new ChangeSet(before, [.. files.Values]);
    }

    /// <summary>The snapshot after the edits.</summary>
    public Snapshot After { get; }

    /// <summary>Where a place after the edits stood in the same file before them.</summary>
    public int OldPosition(Location after) =>
        Files.FirstOrDefault(file => file.FullPath == after.SourceTree?.FilePath)?.OldPosition(after.SourceSpan.Start) ?? after.SourceSpan.Start;

    /// <summary>The edits as plain data, against the text before.</summary>
    public IEnumerable<Edit> ToEdits() => Files.SelectMany(file =>
    {
        var path = Before.RelativePath(file.FullPath);
        return (file.Before, file.After) switch
        {
            (_, null) => [new DeleteFile(path)],
            (null, { } text) => [new CreateFile(path, text.ToString())],
            ({ } old, { } text) => text.GetTextChanges(old).Select(change => (Edit)new ReplaceText(path, change.Span.Start, change.Span.Length, change.NewText ?? "")),
        };
    });

    // The provider of per-file options is an object of the workspace's own that is made anew at every change.
    private static bool ChangesOptions(ProjectChanges project) =>
        !Equals(project.OldProject.ParseOptions, project.NewProject.ParseOptions)
        || !Equals(project.OldProject.CompilationOptions?.WithSyntaxTreeOptionsProvider(null), project.NewProject.CompilationOptions?.WithSyntaxTreeOptionsProvider(null));

    private static Solution Apply(Solution solution, FileChange file) => file.Documents.Aggregate(solution, (changed, id) => (file.Before, file.After) switch
    {
        (_, null) => changed.RemoveDocument(id),
        (null, { } text) => changed.AddDocument(id, Path.GetFileName(file.FullPath), text, filePath: file.FullPath),
        (_, { } text) => changed.WithDocumentText(id, text),
    });

    private static string FullPath(Snapshot snapshot, string path) => Path.GetFullPath(Path.Combine(snapshot.Root, path));

    private static bool IsRelative(string path) => path.Length > 0 && !path.Contains('\0', StringComparison.Ordinal) && !Path.IsPathRooted(path);

    // The workspace finds paths in any case; two spellings of one file would be two files here.
    // In the order of the projects: document ids are random.
    private static ImmutableArray<DocumentId> DocumentsOf(Snapshot snapshot, string fullPath)
    {
        var found = snapshot.Solution.GetDocumentIdsWithFilePath(fullPath).Where(id => snapshot.Solution.GetDocument(id)?.FilePath == fullPath).ToLookup(id => id.ProjectId);
        return [.. snapshot.Solution.ProjectIds.SelectMany(project => found[project])];
    }

    private static async Task<(FileChange? File, UnusableEdits? Problem)> ChangeOneFileAsync(
        Snapshot snapshot, string fullPath, IReadOnlyList<Edit> edits, CancellationToken cancellationToken)
    {
        var path = edits[0].Path;
        if (!fullPath.EndsWith(".cs", StringComparison.OrdinalIgnoreCase))
            return (null, UnusableEdits.NotVerified($"'{path}' is not C# source: only .cs files are judged"));
        if (edits.Count > 1 && edits.Any(edit => edit is not ReplaceText))
            return (null, UnusableEdits.Invalid($"'{path}' is created or deleted together with another edit of the same file"));

        var documents = DocumentsOf(snapshot, fullPath);
        if (edits[0] is CreateFile create)
        {
            if (snapshot.Solution.GetDocumentIdsWithFilePath(fullPath).Any(id => snapshot.Solution.GetDocument(id) is not null))
                return (null, UnusableEdits.Invalid($"'{path}' is to be created but is already there"));
            return NewFile(snapshot, fullPath, create);
        }

        if (documents.IsEmpty)
            return (null, UnusableEdits.Invalid($"'{path}' is in no loaded project"));
        var before = await snapshot.Solution.GetDocument(documents[0])!.GetTextAsync(cancellationToken);
        if (edits[0] is DeleteFile)
            return (new FileChange(fullPath, documents, before, null), null);

        var replacements = edits.Cast<ReplaceText>().OrderBy(edit => edit.Start).ThenBy(edit => edit.Length).ToList();
        var end = 0;
        foreach (var edit in replacements)
        {
            if (edit.Start < 0 || edit.Length < 0 || (long)edit.Start + edit.Length > before.Length)
                return (null, UnusableEdits.Invalid($"'{path}': {edit.Start}+{edit.Length} lies outside the text of {before.Length} UTF-16 units"));
            if (edit.Start < end)
                return (null, UnusableEdits.Invalid($"'{path}': two edits overlap at offset {edit.Start}"));
            end = edit.Start + edit.Length;
        }

        var after = before.WithChanges(replacements.Select(edit => new TextChange(new TextSpan(edit.Start, edit.Length), edit.NewText)));
        return (new FileChange(fullPath, documents, before, after), null);
    }

    private static (FileChange? File, UnusableEdits? Problem) NewFile(Snapshot snapshot, string fullPath, CreateFile create)
    {
        var above = snapshot.Builds
            .Where(build => IsUnder(build.Folder, fullPath))
            .GroupBy(build => build.Folder.Length)
            .OrderByDescending(group => group.Key)
            .ToList();
        var owners = above.FirstOrDefault()?.ToList() ?? [];
        if (owners.Count == 0)
            return (null, UnusableEdits.Invalid($"'{create.Path}' lies in no loaded project's folder"));
        if (owners.Find(build => !build.IncludesNewFiles) is { } explicitProject)
            return (null, UnusableEdits.NotVerified($"{explicitProject.Name} lists its files one by one, so the new file '{create.Path}' would not be compiled"));
        var inside = Path.GetRelativePath(owners[0].Folder, fullPath).Split(Path.DirectorySeparatorChar);
        if (inside.Any(part => part is "bin" or "obj"))
            return (null, UnusableEdits.NotVerified($"'{create.Path}' lies in a folder for build output, so it would not be compiled"));
        if (inside[..^1].Any(part => part.StartsWith('.')))
            return (null, UnusableEdits.NotVerified($"'{create.Path}' lies in a folder whose name starts with a dot, so it would not be compiled"));
        // A project may leave out any folder. That it compiles this one is known by what it compiles there already; so it is
        // with a project further up, whose globs go down into the folders of other projects.
        var folder = Path.GetDirectoryName(fullPath)!;
        if (owners.Find(build => !CompilesIn(snapshot, build, folder)) is { } blind)
            return (null, UnusableEdits.NotVerified($"{blind.Name} compiles no other file in the folder of the new file '{create.Path}', so it is not known whether it would compile this one"));
        if (above.Skip(1).SelectMany(group => group).FirstOrDefault(build => CompilesIn(snapshot, build, folder)) is { } second)
            return (null, UnusableEdits.NotVerified($"{second.Name} compiles files in the folder of the new file '{create.Path}' too, so it is not known which projects would compile this one"));
        var documents = owners.Select(build => DocumentId.CreateNewId(build.Id, create.Path)).ToImmutableArray();
        return (new FileChange(fullPath, documents, null, SourceText.From(create.Text, new System.Text.UTF8Encoding(false))), null);
    }

    private static bool CompilesIn(Snapshot snapshot, ProjectBuild build, string folder) =>
        snapshot.Solution.GetProject(build.Id)!.Documents.Any(document => document.FilePath is { } path && Path.GetDirectoryName(path) == folder);

    private static bool IsUnder(string folder, string path) =>
        path.StartsWith(folder.EndsWith(Path.DirectorySeparatorChar) ? folder : folder + Path.DirectorySeparatorChar, StringComparison.Ordinal);
}
