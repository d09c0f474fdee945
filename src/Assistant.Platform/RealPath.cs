using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Assistant.Platform;

/// <summary>
/// Where a path really leads, all links followed. .NET has no such function: <see cref="Path.GetFullPath(string)"/> looks at
/// text only. The answer tells of the moment it was asked: on Linux and Windows it is the path of an opened handle, so it is the
/// path of one file and not put together from several, but links can be exchanged as soon as it is given.
/// </summary>
public static partial class RealPath
{
    private const int OpenPathCloseOnExec = 0x200000 | 0x80000;
    private const uint ShareAll = 7;
    private const uint OpenExisting = 3;
    private const uint BackupSemantics = 0x02000000;

    /// <summary>The real path of a file or folder, or null when there is none or it cannot be reached.</summary>
    public static string? Of(string path)
    {
        if (path.Contains('\0', StringComparison.Ordinal))
            return null;
        var full = Path.GetFullPath(path);
        if (OperatingSystem.IsLinux())
            return OfLinux(full);
        return OperatingSystem.IsWindows() ? OfWindows(full) : OfPosix(full);
    }

    /// <summary>Whether a path is the folder or below it, compared component by component; both must be real or both textual.</summary>
    public static bool IsInside(string folder, string path)
    {
        var comparison = OperatingSystem.IsLinux() ? StringComparison.Ordinal : StringComparison.OrdinalIgnoreCase;
        var parent = Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder));
        var child = Path.TrimEndingDirectorySeparator(Path.GetFullPath(path));
        if (!child.StartsWith(parent, comparison))
            return false;
        return child.Length == parent.Length || Path.EndsInDirectorySeparator(parent) || child[parent.Length] == Path.DirectorySeparatorChar;
    }

    /// <summary>Whether two paths are the same text, as the system's file names are compared; both must be real or both textual.</summary>
    public static bool IsSame(string one, string other) => IsInside(one, other) && IsInside(other, one);

    private static string? OfLinux(string path)
    {
        // O_PATH opens anything, a pipe too, without side effect and without the right to read it.
        var descriptor = Open(path, OpenPathCloseOnExec);
        if (descriptor < 0)
            return null;
        using var handle = new SafeFileHandle(descriptor, ownsHandle: true);
        return new FileInfo($"/proc/self/fd/{(int)descriptor}").LinkTarget;
    }

    private static string? OfPosix(string path)
    {
        var resolved = ResolvePath(path, 0);
        if (resolved == 0)
            return null;
        try
        {
            return Marshal.PtrToStringUTF8(resolved);
        }
        finally
        {
            Free(resolved);
        }
    }

    private static string? OfWindows(string path)
    {
        using var handle = CreateFile(path, 0, ShareAll, 0, OpenExisting, BackupSemantics, 0);
        if (handle.IsInvalid)
            return null;
        var buffer = new char[32768];
        var length = GetFinalPathNameByHandle(handle, buffer, (uint)buffer.Length, 0);
        if (length == 0 || length >= buffer.Length)
            return null;
        var text = new string(buffer, 0, (int)length);
        if (text.StartsWith(@"\\?\UNC\", StringComparison.Ordinal))
            return @"\\" + text[8..];
        return text.StartsWith(@"\\?\", StringComparison.Ordinal) ? text[4..] : text;
    }

    [LibraryImport("libc", EntryPoint = "open", StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "realpath", StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial nint ResolvePath(string path, nint buffer);

    [LibraryImport("libc", EntryPoint = "free")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial void Free(nint memory);

    [LibraryImport("kernel32", EntryPoint = "CreateFileW", StringMarshalling = StringMarshalling.Utf16, SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static partial SafeFileHandle CreateFile(string path, uint access, uint share, nint security, uint disposition, uint flags, nint template);

    [LibraryImport("kernel32", EntryPoint = "GetFinalPathNameByHandleW", StringMarshalling = StringMarshalling.Utf16, SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static partial uint GetFinalPathNameByHandle(SafeFileHandle handle, [Out] char[] path, uint length, uint flags);
}
