using Assistant.Core.Edits;
using Assistant.Core.Snapshots;
using Microsoft.CodeAnalysis;

namespace Assistant.Cli.Exactness;

/// <summary>The files in which changes are drawn: those people wrote, below the solution's folder, each once.</summary>
internal sealed class DrawnFiles
{
    private readonly List<(string Path, Document Document)> files;

    public DrawnFiles(Snapshot snapshot)
        : this(
        [
            .. snapshot.Solution.Projects
                .SelectMany(project => project.Documents)
                .Select(document => (Path: snapshot.RelativePath(document.FilePath!), Document: document))
                .Where(pair => !pair.Path.StartsWith("../", StringComparison.Ordinal) && !pair.Path.Split('/').Contains("obj"))
                .DistinctBy(pair => pair.Path)
                .OrderBy(pair => pair.Path, StringComparer.Ordinal),
        ])
    {
    }

    private DrawnFiles(List<(string Path, Document Document)> files) => this.files = files;

    public bool IsEmpty => files.Count == 0;

    /// <summary>Those of them that some of the projects compile.</summary>
    public DrawnFiles In(Snapshot snapshot, IReadOnlySet<ProjectId> projects) =>
        new(files.FindAll(file => snapshot.Solution.GetDocumentIdsWithFilePath(file.Document.FilePath!).Any(id => projects.Contains(id.ProjectId))));

    /// <summary>Those of them with one of the paths.</summary>
    public DrawnFiles Only(IReadOnlySet<string> paths) => new(files.FindAll(file => paths.Contains(file.Path)));

    /// <summary>Those of them with none of the paths.</summary>
    public DrawnFiles Except(IReadOnlySet<string> paths) => new(files.FindAll(file => !paths.Contains(file.Path)));

    /// <summary>A file at random.</summary>
    public (string Path, Document Document) Draw(Random random) => files[random.Next(files.Count)];

    /// <summary>A change in a file drawn at random, or null when the file has no place for it.</summary>
    /// <param name="kind">What is done.</param>
    /// <param name="random">Where.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <param name="beside">What else is done, where the file has a place for it that is apart.</param>
    public async Task<Mutation?> DrawAsync(MutationKind kind, Random random, CancellationToken cancellationToken, MutationKind? beside = null)
    {
        var (path, document) = Draw(random);
        var root = (await document.GetSyntaxRootAsync(cancellationToken))!;
        if (Change(kind) is not { } edit)
            return null;
        if (beside is null || Change(beside) is not { } other || (other.Start <= edit.Start + edit.Length && edit.Start <= other.Start + other.Length))
            return new Mutation(kind, edit);
        return new Mutation([kind, beside], edit.Start > other.Start ? [edit, other] : [other, edit]);

        ReplaceText? Change(MutationKind what) => what.Change(root, random) is { } found && root.GetText().ToString(found.Span) != found.NewText
            ? new ReplaceText(path, found.Span.Start, found.Span.Length, found.NewText!)
            : null;
    }

    /// <summary>The document of a file, by one of the projects that compile it; null when it is none of these files.</summary>
    public Document? DocumentOf(string path) => files.Find(file => file.Path == path).Document;

    /// <summary>A file's text.</summary>
    public async Task<Microsoft.CodeAnalysis.Text.SourceText?> TextAsync(string path, CancellationToken cancellationToken) =>
        files.Find(file => file.Path == path).Document is { } document ? await document.GetTextAsync(cancellationToken) : null;
}
