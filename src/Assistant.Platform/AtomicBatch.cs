namespace Assistant.Platform;

/// <summary>
/// A change of several files. All new content, and a copy of all that it replaces, is on the disk before the first file is
/// touched, so a full disk shows while nothing has changed; when a rename fails after all, those already done are undone.
/// Each single file is at every moment the old or the new version; a crash between two renames leaves some old and some new.
/// </summary>
public sealed class AtomicBatch
{
    private readonly List<(string Path, ReadOnlyMemory<byte>? Content)> changes = [];

    /// <summary>Adds a file to make or replace.</summary>
    public void Write(string path, ReadOnlyMemory<byte> content) => changes.Add((Path.GetFullPath(path), content));

    /// <summary>Adds a file to delete.</summary>
    public void Delete(string path) => changes.Add((Path.GetFullPath(path), null));

    /// <summary>Does all of it or, on any failure, nothing.</summary>
    /// <exception cref="IOException">All files are as they were.</exception>
    public async Task CommitAsync(CancellationToken cancellationToken)
    {
        var staged = new List<StagedFile?>();
        var backups = new List<StagedFile?>();
        try
        {
            foreach (var (path, content) in changes)
            {
                staged.Add(content is { } bytes ? await StagedFile.CreateAsync(path, bytes, cancellationToken) : null);
                backups.Add(File.Exists(path)
                    ? await StagedFile.CreateAsync(path, await File.ReadAllBytesAsync(path, cancellationToken), cancellationToken)
                    : null);
            }

            // From here on the token is not asked: half a batch is worse than a late answer.
            cancellationToken.ThrowIfCancellationRequested();
            Replace(staged, backups);
        }
        finally
        {
            foreach (var file in staged.Concat(backups))
                file?.Dispose();
        }
    }

    private void Replace(List<StagedFile?> staged, List<StagedFile?> backups)
    {
        var done = 0;
        try
        {
            for (; done < changes.Count; done++)
            {
                if (staged[done] is { } file)
                    file.Commit();
                else
                    File.Delete(changes[done].Path);
            }
        }
        catch
        {
            while (--done >= 0)
            {
                if (backups[done] is { } backup)
                    backup.Commit();
                else
                    File.Delete(changes[done].Path);
            }

            throw;
        }
    }
}
