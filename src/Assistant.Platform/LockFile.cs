namespace Assistant.Platform;

/// <summary>
/// A file that one process at a time holds. The system lets go of it when the process ends, however it ends, so there is no
/// stale lock. The file itself stays: whoever deletes it could delete another one's.
/// </summary>
public sealed class LockFile : IDisposable
{
    // EWOULDBLOCK on Linux and on a Mac, ERROR_SHARING_VIOLATION on Windows.
    private const int HeldOnLinux = 11;
    private const int HeldOnMac = 35;
    private const int HeldOnWindows = unchecked((int)0x80070020);

    private readonly FileStream stream;

    private LockFile(FileStream stream) => this.stream = stream;

    /// <summary>Takes the lock, or null when it is held, also by this process itself.</summary>
    /// <param name="path">Full path in a folder of this program's own; the file is made when it is missing.</param>
    /// <exception cref="IOException">The file cannot be made or opened.</exception>
    /// <exception cref="UnauthorizedAccessException">As above.</exception>
#pragma warning disable CA2000 // The lock takes it over.
    public static LockFile? TryTake(string path) => TryOpen(path, FileOptions.None) is { } stream ? new LockFile(stream) : null;
#pragma warning restore CA2000

    /// <summary>Opens a file that only one may have open; null when somebody has.</summary>
    internal static FileStream? TryOpen(string path, FileOptions how)
    {
        var options = new FileStreamOptions { Mode = FileMode.OpenOrCreate, Access = FileAccess.ReadWrite, Share = FileShare.None, BufferSize = 0, Options = how };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        try
        {
            return new FileStream(path, options);
        }
        catch (IOException failure) when (failure.HResult is HeldOnLinux or HeldOnMac or HeldOnWindows)
        {
            return null;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => stream.Dispose();
}
