using System.Runtime.InteropServices;

namespace Assistant.Platform;

/// <summary>
/// A folder that nobody but its user can enter, and sockets in it. On Windows the folders of the user's profile are so by
/// themselves, and nothing is checked.
/// </summary>
public static partial class PrivateFolder
{
    private const UnixFileMode Others =
        UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;

    // statx(2): the same numbers and the same places of fields on every processor, unlike stat(2).
    private const int CurrentFolder = -100;
    private const int NoFollow = 0x100;
    private const uint TypeModeAndOwner = 0x1 | 0x2 | 0x8;
    private const int StatusBytes = 256;
    private const int OwnerOffset = 20;
    private const int ModeOffset = 28;
    private const int TypeMask = 0xF000;
    private const int SocketType = 0xC000;

    /// <summary>Makes the folder where it is missing, with mode 0700, and checks it.</summary>
    /// <param name="path">Full path.</param>
    /// <returns>Null, or why the folder is not private, as a sentence that says what to do.</returns>
    public static string? Make(string path)
    {
        try
        {
            Files.CreatePrivateFolder(path);
            if (OperatingSystem.IsWindows())
                return null;
            if (Files.IsLink(path))
                return $"{path} is a link: give a folder of your own";
            if (!IsOwn(path))
                return $"{path} belongs to another user: give a folder of your own";
            // One that is meant for all, such as that for temporary files, must stay so.
            var mode = File.GetUnixFileMode(path);
            if (mode.HasFlag(UnixFileMode.StickyBit))
                return $"{path} is a folder of others, too: give one of your own";
            return (mode & Others) == UnixFileMode.None ? null : $"others may enter {path}: chmod 700 it, or give another folder";
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return $"{path} cannot be made or read: {failure.Message}";
        }
    }

    /// <summary>Takes all rights on a file or socket from others: mode 0600. Does nothing on Windows.</summary>
    public static void Restrict(string path)
    {
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    /// <summary>Whether something stands at the path that is no socket, so that it is not to be taken away.</summary>
    public static bool IsNoSocket(string path)
    {
        if (!Path.Exists(path) && new FileInfo(path).LinkTarget is null)
            return false;
        if (OperatingSystem.IsLinux())
            return Status(path) is not { } status || (status.Mode & TypeMask) != SocketType;
        // Elsewhere there is no portable question; a socket has no bytes.
        return Files.IsLink(path) || Files.FolderExists(path) || Files.Length(path) > 0;
    }

    private static bool IsOwn(string path)
    {
        if (OperatingSystem.IsLinux())
            return Status(path)?.Owner == UserId();
        if (OperatingSystem.IsWindows())
            return true;
        // Only the owner (and the administrator) may set the mode, also to what it is.
        File.SetUnixFileMode(path, File.GetUnixFileMode(path));
        return true;
    }

    private static (uint Owner, int Mode)? Status(string path)
    {
        var status = new byte[StatusBytes];
        if (StatusOf(CurrentFolder, path, NoFollow, TypeModeAndOwner, status) != 0)
            return null;
        return (BitConverter.ToUInt32(status, OwnerOffset), BitConverter.ToUInt16(status, ModeOffset));
    }

    [LibraryImport("libc", EntryPoint = "statx", StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int StatusOf(int folder, string path, int flags, uint mask, [Out] byte[] status);

    [LibraryImport("libc", EntryPoint = "geteuid")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial uint UserId();
}
