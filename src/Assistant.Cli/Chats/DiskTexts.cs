using Assistant.Core.Edits;
using Assistant.Core.Verification;
using Assistant.Platform;
using Assistant.Server.Engine.Analysis;

namespace Assistant.Cli.Chats;

/// <summary>Keeps a judge's texts those of the disk, while somebody edits beside a conversation.</summary>
/// <param name="opening">When the solution began to be opened: what was written later may not be in it.</param>
internal sealed class DiskTexts(DateTimeOffset opening)
{
    // Clocks of file systems are not quite ours; a text that is compared for nothing costs little.
    private static readonly TimeSpan Margin = TimeSpan.FromMinutes(1);
    private readonly Dictionary<string, DateTime> seen = new(StringComparer.Ordinal);

    /// <summary>The judge of the texts as they are on disk now. Files that came are known to the next start.</summary>
    public async Task<Verifier> TakeInAsync(Verifier verifier, CancellationToken cancellationToken)
    {
        var texts = new Dictionary<string, string?>(StringComparer.Ordinal);
        foreach (var path in verifier.Snapshot.Solution.Projects.SelectMany(project => project.Documents).Select(document => document.FilePath).OfType<string>().Distinct(StringComparer.Ordinal))
        {
            var time = Files.Exists(path) ? Files.LastWriteTimeUtc(path) : default;
            var isSame = seen.TryGetValue(path, out var before) ? before == time : time <= (opening - Margin).UtcDateTime;
            seen[path] = time;
            if (!isSame)
                texts[path] = time == default ? null : await OpenFiles.DiskTextAsync(path, cancellationToken);
        }

        var (changes, _) = await ChangeSet.OfTextsAsync(verifier.Snapshot, texts, cancellationToken);
        return changes is null ? verifier : await verifier.ChangedAsync(changes, cancellationToken);
    }
}
