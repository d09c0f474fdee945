namespace Assistant.Platform;

/// <summary>
/// New content of a file, complete and flushed to the disk beside it, under a name no glob of a build takes.
/// What remains is a rename, which either happens or does not.
/// </summary>
internal sealed class StagedFile : IDisposable
{
    private StagedFile(string target, string temporary)
    {
        Target = target;
        Temporary = temporary;
    }

    public string Target { get; }

    public string Temporary { get; }

    public static string NameBeside(string target) =>
        Path.Combine(Path.GetDirectoryName(target)!, $".{Path.GetFileName(target)}.{Path.GetRandomFileName()}.tmp");

    public static Task<StagedFile> CreateAsync(string target, ReadOnlyMemory<byte> content, CancellationToken cancellationToken) =>
        CreateAsync(target, (stream, token) => stream.WriteAsync(content, token).AsTask(), cancellationToken);

    public static async Task<StagedFile> CreateAsync(string target, Func<Stream, CancellationToken, Task> write, CancellationToken cancellationToken)
    {
        var full = Path.GetFullPath(target);
        if (new FileInfo(full).LinkTarget is not null)
            throw new IOException($"{full} is a link: it is not replaced");
        var staged = new StagedFile(full, NameBeside(full));
        try
        {
            await staged.FillAsync(write, cancellationToken);
            return staged;
        }
        catch
        {
            staged.Dispose();
            throw;
        }
    }

    /// <summary>Puts it in its place.</summary>
    /// <param name="overwrite">Whether a file there is replaced; else it is a failure.</param>
    public void Commit(bool overwrite) => File.Move(Temporary, Target, overwrite);

    public void Dispose() => Files.DeleteOwn(Temporary);

    private async Task FillAsync(Func<Stream, CancellationToken, Task> write, CancellationToken cancellationToken)
    {
        var stream = new FileStream(Temporary, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0, FileOptions.Asynchronous);
        await using (stream)
        {
            // Set on the handle: the mode given at creation would pass through the umask.
            if (!OperatingSystem.IsWindows() && File.Exists(Target))
                File.SetUnixFileMode(stream.SafeFileHandle, File.GetUnixFileMode(Target));
            await write(stream, cancellationToken);
            stream.Flush(flushToDisk: true);
        }
    }
}
