using Assistant.Core.Edits;
using Assistant.Core.Snapshots;
using Assistant.Core.Verification;
using Assistant.Platform;
using Assistant.Server.Documents;

namespace Assistant.Server.Engine.Analysis;

/// <summary>
/// Keeps a judge's texts those of the editor, and those of the disk where the editor has none. Owned by the analyst.
/// </summary>
internal sealed class OpenFiles
{
    // Files whose text the editor has given, and the last change on disk of each that was taken in.
    private HashSet<string> overlaid = new(StringComparer.Ordinal);
    private Dictionary<string, int> taken = new(StringComparer.Ordinal);

    // New files for which the projects were read anew already: who does not compile them then, never will.
    private readonly HashSet<string> askedFor = new(StringComparer.Ordinal);

    /// <summary>A solution was read from disk: every change until then is in it.</summary>
    public void Reset(EngineState state)
    {
        overlaid = new(StringComparer.Ordinal);
        taken = new(state.DiskChanges, StringComparer.Ordinal);
    }

    /// <summary>The judge of the texts as they are now.</summary>
    /// <param name="verifier">The judge of some earlier texts.</param>
    /// <param name="state">What the texts are.</param>
    /// <param name="cancellationToken">Ends the work; nothing has changed then.</param>
    /// <returns>The judge; the reasons for which a file keeps its earlier text; whether projects must be read anew to know who compiles a file.</returns>
    public async Task<(Verifier Verifier, IReadOnlyList<string> Problems, bool NeedsProjects)> TakeInAsync(Verifier verifier, EngineState state, CancellationToken cancellationToken)
    {
        var snapshot = verifier.Snapshot;
        var opened = new Dictionary<string, string?>(StringComparer.Ordinal);
        foreach (var document in state.Documents.Values)
        {
            // A file may be open under two names: then either text is as good.
            if (DocumentUri.PathOf(document.Uri) is { } path)
                opened[path] = document.Text;
        }

        var open = opened.Where(document => IsCompiled(snapshot, document.Key)).ToDictionary(StringComparer.Ordinal);
        var texts = new Dictionary<string, string?>(StringComparer.Ordinal);
        var problems = new List<string>();
        foreach (var (path, text) in open)
        {
            if (text is not null)
                texts[path] = text;
            else
                problems.Add($"{snapshot.RelativePath(path)} is longer than {OpenText.MostLength} characters: what is on disk is used");
        }

        var changed = state.DiskChanges.Where(change => taken.GetValueOrDefault(change.Key) != change.Value).ToList();
        foreach (var path in overlaid.Concat(changed.Select(change => change.Key)).Where(path => !open.ContainsKey(path)))
        {
            // One that nobody compiles yet may be open all the same.
            if (opened.GetValueOrDefault(path) is { } text)
                texts[path] = text;
            else if (!Files.Exists(path))
                texts[path] = null;
            else if (await DiskTextAsync(path, cancellationToken) is { } onDisk)
                texts[path] = onDisk;
            else
                problems.Add($"{snapshot.RelativePath(path)} cannot be read: its last known text is used");
        }

        IReadOnlyList<string> unknown = [];
        var (changes, problem) = await ChangeSet.OfTextsAsync(snapshot, texts, cancellationToken);
        if (problem is not null)
            (changes, unknown) = await WithoutProblemsAsync(snapshot, texts, problems, cancellationToken);
        var after = changes is null ? verifier : await verifier.ChangedAsync(changes, cancellationToken);
        overlaid = [.. open.Keys];
        foreach (var change in changed)
            taken[change.Key] = change.Value;
        var known = askedFor.Count;
        askedFor.UnionWith(unknown);
        return (after, problems, askedFor.Count > known);
    }

    // Options and additional files have paths too, and the workspace finds paths in any case.
    private static bool IsCompiled(Snapshot snapshot, string path) =>
        snapshot.Solution.GetDocumentIdsWithFilePath(path).Any(id => snapshot.Solution.GetDocument(id)?.FilePath == path);

    // What cannot be taken in is left out: a new file of which only the build knows who compiles it, or a text that is no text.
    private static async Task<(ChangeSet? Changes, IReadOnlyList<string> Unknown)> WithoutProblemsAsync(
        Snapshot snapshot, Dictionary<string, string?> texts, List<string> problems, CancellationToken cancellationToken)
    {
        var unknown = new List<string>();
        var usable = new Dictionary<string, string?>(StringComparer.Ordinal);
        foreach (var (path, text) in texts)
        {
            var alone = new Dictionary<string, string?>(StringComparer.Ordinal) { [path] = text };
            if ((await ChangeSet.OfTextsAsync(snapshot, alone, cancellationToken)).Problem is not { } problem)
                usable[path] = text;
            else if (IsCompiled(snapshot, path))
                problems.Add(problem.Reason);
            else
                unknown.Add(path);
        }

        return ((await ChangeSet.OfTextsAsync(snapshot, usable, cancellationToken)).Changes, unknown);
    }

    /// <summary>The text of a file; null when it cannot be read or is too long.</summary>
    public static async Task<string?> DiskTextAsync(string path, CancellationToken cancellationToken)
    {
        try
        {
            if (Files.Length(path) > OpenText.MostLength * 4L)
                return null;
            using var reader = new StreamReader(Files.OpenRead(path));
            return await reader.ReadToEndAsync(cancellationToken);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
