using System.Runtime.InteropServices;

namespace Assistant.Platform;

/// <summary>
/// What tells that a file is still the one whose digest was computed: its number on its disk, its length, and when its content and
/// its entry last changed. The last is the system's own clock, which no program sets back. Where there is no such call (only Linux
/// has it) number and time of change are 0, and length and time of writing alone decide. The disk's number is left out: it is another
/// one after a restart on some file systems.
/// </summary>
/// <param name="Inode">The file's number on its disk.</param>
/// <param name="Length">Bytes.</param>
/// <param name="Written">When the content was last written, nanoseconds since 1970, UTC.</param>
/// <param name="Changed">When content, name or rights last changed, nanoseconds since 1970, UTC.</param>
public readonly partial record struct FileIdentity(long Inode, long Length, long Written, long Changed)
{
    private const int OfDescriptor = 0x1000;
    private const int OfCurrentFolder = -100;
    private const int BasicStats = 0x7ff;
    private const int KindMask = 0xf000;
    private const int PlainFile = 0x8000;

    /// <summary>The identity of an opened file, whatever stands at its path by now.</summary>
    /// <param name="opened">From <see cref="Files.OpenRead"/>.</param>
    /// <exception cref="IOException">It cannot be found out.</exception>
    public static FileIdentity Of(Stream opened)
    {
        var file = opened as FileStream ?? throw new ArgumentException("not a file", nameof(opened));
        if (!OperatingSystem.IsLinux())
            return new FileIdentity(0, file.Length, Nanoseconds(File.GetLastWriteTimeUtc(file.SafeFileHandle)), 0);
        if (Statx((int)file.SafeFileHandle.DangerousGetHandle(), "", OfDescriptor, BasicStats, out var found) != 0)
            throw new IOException($"{file.Name} cannot be looked at: {Marshal.GetLastPInvokeErrorMessage()}");
        GC.KeepAlive(file);
        return found.Identity;
    }

    /// <summary>The identity of the file at a path, which is not opened; null when none is there, or something that is no plain file.</summary>
    public static FileIdentity? At(string path)
    {
        if (OperatingSystem.IsLinux())
            return Statx(OfCurrentFolder, path, 0, BasicStats, out var found) == 0 && (found.Mode & KindMask) == PlainFile ? found.Identity : null;
        var info = new FileInfo(path);
        return info.Exists ? new FileIdentity(0, info.Length, Nanoseconds(info.LastWriteTimeUtc), 0) : null;
    }

    private static long Nanoseconds(DateTime utc) => (utc - DateTime.UnixEpoch).Ticks * 100;

    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    [LibraryImport("libc", EntryPoint = "statx", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Statx(int folder, string path, int flags, uint mask, out Stats found);

    // struct statx of linux/stat.h, the same on all processors.
    [StructLayout(LayoutKind.Explicit, Size = 256)]
    private readonly struct Stats
    {
        [FieldOffset(28)]
        public readonly ushort Mode;

        [FieldOffset(32)]
        private readonly ulong inode;

        [FieldOffset(40)]
        private readonly ulong size;

        [FieldOffset(96)]
        private readonly Moment changed;

        [FieldOffset(112)]
        private readonly Moment written;

        public FileIdentity Identity => new((long)inode, (long)size, written.Nanoseconds, changed.Nanoseconds);
    }

    [StructLayout(LayoutKind.Sequential)]
    private readonly struct Moment
    {
        private readonly long seconds;
        private readonly uint fraction;
        private readonly int padding;

        public long Nanoseconds => (seconds * 1_000_000_000) + fraction;
    }
}
