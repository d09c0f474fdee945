using System.Security.Cryptography;

namespace Assistant.Platform;

/// <summary>Reading the disk, and the folders this program makes for itself. Files of the user are written by <see cref="AtomicFile"/> alone.</summary>
public static class Files
{
    private const int NoSpaceOnUnix = 28;
    private const int NoSpaceOnWindows = unchecked((int)0x80070070);

    private static readonly EnumerationOptions Everything = new() { AttributesToSkip = FileAttributes.None, IgnoreInaccessible = true };

    /// <summary>Whether a file stands at the path (a link counts when its target does).</summary>
    public static bool Exists(string path) => File.Exists(path);

    /// <summary>Whether a folder stands at the path.</summary>
    public static bool FolderExists(string path) => Directory.Exists(path);

    /// <summary>All bytes of a file.</summary>
    public static byte[] ReadAllBytes(string path) => File.ReadAllBytes(path);

    /// <summary>All bytes of a file.</summary>
    public static Task<byte[]> ReadAllBytesAsync(string path, CancellationToken cancellationToken) => File.ReadAllBytesAsync(path, cancellationToken);

    /// <summary>The text of a file: by its byte order mark, else UTF-8 with replacement characters.</summary>
    public static string ReadAllText(string path) => File.ReadAllText(path);

    /// <summary>The lines of a text file, see <see cref="ReadAllText"/>.</summary>
    public static string[] ReadAllLines(string path) => File.ReadAllLines(path);

    /// <summary>Opens a file for reading; others may read, write and delete it meanwhile.</summary>
    public static Stream OpenRead(string path) => new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);

    /// <summary>
    /// A path that leads to the very file that was opened, whatever stands at its own path by now; its own path where the system has
    /// no such paths, which only Linux has.
    /// </summary>
    /// <param name="opened">From <see cref="OpenRead"/>; open for as long as the path is used.</param>
    public static string PathOf(Stream opened) => opened switch
    {
        FileStream file when OperatingSystem.IsLinux() => $"/proc/self/fd/{file.SafeFileHandle.DangerousGetHandle()}",
        FileStream file => file.Name,
        _ => throw new ArgumentException("not a file", nameof(opened)),
    };

    /// <summary>Length in bytes; -1 when there is no such file.</summary>
    public static long Length(string path)
    {
        var info = new FileInfo(path);
        return info.Exists ? info.Length : -1;
    }

    /// <summary>When the file or folder was last written, UTC.</summary>
    public static DateTime LastWriteTimeUtc(string path) => File.GetLastWriteTimeUtc(path);

    /// <summary>Whether the file is marked as not to be written, which a rename over it would pass by.</summary>
    public static bool IsReadOnly(string path) => File.Exists(path) && File.GetAttributes(path).HasFlag(FileAttributes.ReadOnly);

    /// <summary>Whether a write failed for want of room.</summary>
    public static bool IsDiskFull(Exception failure) => failure is IOException { HResult: NoSpaceOnUnix or NoSpaceOnWindows };

    /// <summary>Whether the path itself is a symbolic link or junction, whatever it points to.</summary>
    public static bool IsLink(string path) => new FileInfo(path).LinkTarget is not null || new DirectoryInfo(path).LinkTarget is not null;

    /// <summary>SHA-256 of a file in upper-case hexadecimal digits, or null when it is missing or not readable.</summary>
    public static string? Sha256(string path)
    {
        try
        {
            using var stream = OpenRead(path);
            return Convert.ToHexString(SHA256.HashData(stream));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Full paths of the files directly in a folder, in ordinal order; none when the folder is missing.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="pattern">Such as <c>*.sln</c>.</param>
    public static IReadOnlyList<string> InFolder(string folder, string pattern) =>
        Directory.Exists(folder) ? [.. Directory.EnumerateFiles(folder, pattern, Everything).Order(StringComparer.Ordinal)] : [];

    /// <summary>Full paths of the folders directly in a folder, in ordinal order; none when the folder is missing.</summary>
    public static IReadOnlyList<string> FoldersIn(string folder) =>
        Directory.Exists(folder) ? [.. Directory.EnumerateDirectories(folder, "*", Everything).Order(StringComparer.Ordinal)] : [];

    /// <summary>
    /// Full paths of all files below a folder, in ordinal order of each level. Links to folders are not followed: they may lead
    /// out of the folder or around in a circle.
    /// </summary>
    /// <param name="folder">The folder.</param>
    /// <param name="enterFolder">Told the name of each sub-folder; false leaves it out.</param>
    public static IEnumerable<string> Below(string folder, Func<string, bool> enterFolder)
    {
        foreach (var current in FoldersBelow(folder, enterFolder))
        {
            foreach (var file in InFolder(current, "*"))
                yield return file;
        }
    }

    /// <summary>The folder and all folders below it, a folder before those in it; links as in <see cref="Below"/>.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="enterFolder">Told the name of each sub-folder; false leaves it out.</param>
    public static IEnumerable<string> FoldersBelow(string folder, Func<string, bool> enterFolder)
    {
        var pending = new Stack<string>();
        pending.Push(folder);
        while (pending.TryPop(out var current))
        {
            yield return current;
            foreach (var sub in FoldersIn(current).Reverse())
            {
                if (enterFolder(Path.GetFileName(sub)) && new DirectoryInfo(sub).LinkTarget is null)
                    pending.Push(sub);
            }
        }
    }

    /// <summary>Makes a folder of this program's own, readable by its user alone, with all its parents.</summary>
    public static void CreatePrivateFolder(string path)
    {
        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(path);
        else
            Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    /// <summary>Writes a file in a folder of this program's own; not atomic, for folders nobody else looks into.</summary>
    public static Task WriteOwnAsync(string path, string text, CancellationToken cancellationToken) => File.WriteAllTextAsync(path, text, cancellationToken);

    /// <summary>Writes a file of this program's own, for its user alone; the path holds all of it or nothing.</summary>
    /// <param name="path">The file; its folder is there.</param>
    /// <param name="write">Writes the content.</param>
    /// <exception cref="IOException">Nothing was written.</exception>
    public static void WriteOwnWhole(string path, Action<Stream> write)
    {
        var building = $"{path}.{Path.GetRandomFileName()}";
        try
        {
            var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
            if (!OperatingSystem.IsWindows())
                options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            using (var stream = new FileStream(building, options))
                write(stream);
            File.Move(building, path, overwrite: true);
        }
        finally
        {
            DeleteOwn(building);
        }
    }

    /// <summary>Copies a file to a place of this program's own, where none is yet; the folder is made.</summary>
    /// <exception cref="IOException">There is no whole copy.</exception>
    public static void CopyToOwn(string from, string to)
    {
        CreatePrivateFolder(Path.GetDirectoryName(to)!);
        File.Copy(from, to);
    }

    /// <summary>Opens a file of this program's own to go on writing it, and nobody else meanwhile; made, for its user alone, when it is not there.</summary>
    /// <returns>Null when somebody has it open so already.</returns>
    /// <exception cref="IOException">It cannot be opened.</exception>
    public static Stream? TryOpenOwnToGoOn(string path) => LockFile.TryOpen(path, FileOptions.Asynchronous);

    /// <summary>Puts what was written on the disk, so that it is there after a loss of power.</summary>
    /// <param name="opened">From <see cref="TryOpenOwnToGoOn"/>.</param>
    public static void FlushToDisk(Stream opened) => ((FileStream)opened).Flush(flushToDisk: true);

    /// <summary>Gives a file of this program's own another name in the same folder, where nothing stands yet.</summary>
    /// <exception cref="IOException">It stays where it was.</exception>
    public static void RenameOwn(string from, string to) => File.Move(from, to, overwrite: false);

    /// <summary>Why nothing can be written in a folder, in the system's words; null when something can. For a folder that is not there its nearest parent is asked.</summary>
    public static string? WriteObstacle(string folder)
    {
        try
        {
            var there = folder;
            while (!Directory.Exists(there) && !File.Exists(there) && Path.GetDirectoryName(there) is { Length: > 0 } parent)
                there = parent;
            if (File.Exists(there))
                return $"{there} is a file";
            var trial = Path.Combine(there, $".{Guid.NewGuid():N}");
            File.WriteAllBytes(trial, []);
            File.Delete(trial);
            return null;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return failure.Message;
        }
    }

    /// <summary>Bytes that this user may still write on the disk of a folder, which need not be there yet.</summary>
    public static long FreeSpace(string folder)
    {
        var there = Path.GetFullPath(folder);
        while (!Directory.Exists(there) && Path.GetDirectoryName(there) is { } parent)
            there = parent;
        return new DriveInfo(there).AvailableFreeSpace;
    }

    /// <summary>Deletes a file of this program's own, if it is there.</summary>
    /// <exception cref="IOException">It cannot be deleted.</exception>
    /// <exception cref="UnauthorizedAccessException">It must not be deleted.</exception>
    public static void Delete(string path)
    {
        if (File.Exists(path) || IsLink(path))
            File.Delete(path);
    }

    /// <summary>Deletes a file of this program's own; a failure leaves it.</summary>
    public static void DeleteOwn(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // A cache entry that cannot be deleted now is deleted the next time.
        }
    }

    /// <summary>Deletes a folder of this program's own with its content; a failure leaves the rest.</summary>
    public static void DeleteOwnFolder(string path)
    {
        try
        {
            if (Directory.Exists(path))
                Directory.Delete(path, recursive: true);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // As above: whoever prunes next takes it.
        }
    }

    /// <summary>Deletes a folder of this program's own under another name, so that its own name never stands for half of it; a failure leaves it.</summary>
    public static void RetireOwnFolder(string path)
    {
        var retired = $"{path}.{Path.GetRandomFileName()}";
        try
        {
            Directory.Move(path, retired);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // In use, or another process took it first.
            return;
        }

        DeleteOwnFolder(retired);
    }

    /// <summary>Marks a folder of this program's own as used at a time; false when there is no such folder.</summary>
    public static bool TryTouchOwnFolder(string path, DateTime utc)
    {
        try
        {
            Directory.SetLastWriteTimeUtc(path, utc);
            return Directory.Exists(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    /// <summary>Copies files into a folder that appears complete or not at all.</summary>
    /// <param name="sources">Full paths of the files to copy.</param>
    /// <param name="folder">The folder to make; when it stands already nothing is done.</param>
    public static void CopyIntoNewFolder(IEnumerable<string> sources, string folder)
    {
        if (Directory.Exists(folder))
            return;
        CreatePrivateFolder(Path.GetDirectoryName(folder)!);
        var building = $"{folder}.{Path.GetRandomFileName()}";
        CreatePrivateFolder(building);
        try
        {
            foreach (var source in sources)
                File.Copy(source, Path.Combine(building, Path.GetFileName(source)));
            Directory.Move(building, folder);
        }
        catch (IOException) when (Directory.Exists(folder))
        {
            // Another process made the same folder first; the name is the content's hash, so either is right.
        }
        finally
        {
            DeleteOwnFolder(building);
        }
    }
}
