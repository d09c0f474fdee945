namespace Assistant.Platform;

/// <summary>
/// A change of several files. All new content, and a copy of all that it replaces, is on the disk before the first file is
/// touched, so a full disk shows while nothing has changed. Then, directly before the first rename, every file must still hold
/// what the caller expects, in a folder that is still no link; a change that comes later than this look is lost. When a rename
/// fails after all, those already done are undone. Each single file is at every moment the old or the new version; a crash
/// between two renames leaves some old and some new.
/// </summary>
public sealed class AtomicBatch
{
    private readonly List<FileReplacement> changes = [];
    private readonly Action<int> beforeOperation;

    /// <summary>An empty batch.</summary>
    public AtomicBatch()
        : this(static _ => { })
    {
    }

    /// <summary>A batch for tests.</summary>
    /// <param name="beforeOperation">Told 0 when all is staged, then 1, 2, ... before each change of a file of the user; what it throws is that operation's failure.</param>
    internal AtomicBatch(Action<int> beforeOperation) => this.beforeOperation = beforeOperation;

    /// <summary>Adds a file to make or replace.</summary>
    /// <param name="path">Full path; its folder is a real path, see <see cref="RealPath"/>.</param>
    /// <param name="content">The new bytes.</param>
    /// <param name="expected">The bytes it holds now; null when there must be no such file.</param>
    public void Write(string path, ReadOnlyMemory<byte> content, ReadOnlyMemory<byte>? expected) => changes.Add(new FileReplacement(Path.GetFullPath(path), content, expected));

    /// <summary>Adds a file to delete.</summary>
    /// <param name="path">As of <see cref="Write"/>.</param>
    /// <param name="expected">The bytes it holds now.</param>
    public void Delete(string path, ReadOnlyMemory<byte> expected) => changes.Add(new FileReplacement(Path.GetFullPath(path), null, expected));

    /// <summary>Does all of it or, on any failure but one, nothing.</summary>
    /// <exception cref="FileChangedException">A file is not what was expected; all files are as they were.</exception>
    /// <exception cref="UndoException">A rename failed, and another one while undoing. The message names what is not as it was.</exception>
    /// <exception cref="IOException">All files are as they were.</exception>
    public async Task CommitAsync(CancellationToken cancellationToken)
    {
        try
        {
            foreach (var change in changes)
                await change.StageAsync(cancellationToken);
            // From here on the token is not asked: half a batch is worse than a late answer.
            cancellationToken.ThrowIfCancellationRequested();
            beforeOperation(0);
            foreach (var change in changes)
                change.Check();
            Replace();
        }
        finally
        {
            foreach (var change in changes)
                change.Dispose();
        }
    }

    private void Replace()
    {
        var operation = 0;
        var done = 0;
        try
        {
            for (; done < changes.Count; done++)
            {
                beforeOperation(++operation);
                changes[done].Do();
            }
        }
        catch (Exception failure)
        {
            var lost = new List<string>();
            while (--done >= 0)
            {
                try
                {
                    beforeOperation(++operation);
                    changes[done].Undo();
                }
                catch (Exception second) when (second is IOException or UnauthorizedAccessException)
                {
                    lost.Add(changes[done].KeepOld());
                }
            }

            if (lost.Count > 0)
                throw new UndoException($"{failure.Message}; undoing failed, too: {string.Join("; ", lost)}", failure);
            throw;
        }
    }
}
