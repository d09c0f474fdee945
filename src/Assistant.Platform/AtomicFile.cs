namespace Assistant.Platform;

/// <summary>
/// Replaces files of the user. At every moment, after a crash and on a full disk too, the path holds the old or the new
/// content, never a mixture and never nothing. A link is not replaced and not followed: the caller has checked the real path.
/// </summary>
public static class AtomicFile
{
    /// <summary>Makes or replaces one file; the permissions of a file that stood there stay.</summary>
    /// <exception cref="IOException">Nothing changed: a full disk, a missing folder, a link.</exception>
    public static async Task WriteAsync(string path, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        using var staged = await StagedFile.CreateAsync(path, content, cancellationToken);
        staged.Commit(overwrite: true);
    }

    /// <summary>Makes one file of any size that does not exist yet.</summary>
    /// <param name="path">The file; its folder is there.</param>
    /// <param name="write">Writes the content.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="IOException">Nothing changed: a full disk, a missing folder, a file of that name.</exception>
    public static async Task WriteNewAsync(string path, Func<Stream, CancellationToken, Task> write, CancellationToken cancellationToken)
    {
        using var staged = await StagedFile.CreateAsync(path, write, cancellationToken);
        staged.Commit(overwrite: false);
    }
}
