using Assistant.Core.Edits;
using Assistant.Core.Proposing;
using Assistant.Core.Snapshots;
using Assistant.Core.Verification;
using Microsoft.CodeAnalysis;

namespace Assistant.Cli.Cascades;

/// <summary>
/// Looks at what was shown as nobody did before: a verifier that knows nothing of the text before compiles the text after it,
/// whole, and its errors are compared with those of the text before.
/// </summary>
internal sealed class ShownEdits
{
    private readonly Dictionary<(Snapshot, string), (int Left, int New)> known = [];

    /// <summary>Errors that are there after an edit, and how many of them were not there before.</summary>
    public async Task<(int Left, int New)> LookAsync(Verifier before, Candidate shown, CancellationToken cancellationToken)
    {
        var key = (before.Snapshot, string.Join('\0', shown.Files.Select(file => file.After?.ToString())));
        if (!known.TryGetValue(key, out var found))
        {
            var (changes, problem) = await ChangeSet.CreateAsync(before.Snapshot, shown.Edits, cancellationToken);
            if (changes is null)
                throw new InvalidOperationException($"what was shown cannot be applied: {problem!.Reason}");
            var (old, errors) = (await ErrorsAsync(before, cancellationToken), await ErrorsAsync(new Verifier(changes.After), cancellationToken));
            var counts = old.CountBy(error => error).ToDictionary();
            known[key] = found = (errors.Count, errors.CountBy(error => error).Sum(pair => Math.Max(0, pair.Value - counts.GetValueOrDefault(pair.Key))));
        }

        return found;
    }

    // Lines shift; ids, files and messages do not.
    private static async Task<List<(ProjectId Project, string Id, string? Path, string Message)>> ErrorsAsync(Verifier verifier, CancellationToken cancellationToken)
    {
        var errors = new List<(ProjectId, string, string?, string)>();
        foreach (var build in verifier.Snapshot.BuildsInOrder)
            errors.AddRange((await verifier.ErrorsAsync(build.Id, cancellationToken)).Select(error => (build.Id, error.Id, error.Location.SourceTree?.FilePath, error.GetMessage())));
        return errors;
    }
}
