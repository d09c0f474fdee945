using System.Runtime.InteropServices;

namespace Assistant.Platform;

/// <summary>
/// What tells that a file is still the one whose digest was computed: its place on the disk, its length, and when its content and
/// its entry last changed. The last is the system's own clock, which no program sets back. Where there is no such call (only Linux
/// has it) device, number and time of change are 0, and length and time of writing alone decide.
/// </summary>
/// <param name="Device">The disk.</param>
/// <param name="Inode">The file's number on it.</param>
/// <param name="Length">Bytes.</param>
/// <param name="Written">When the content was last written, nanoseconds since 1970, UTC.</param>
/// <param name="Changed">When content, name or rights last changed, nanoseconds since 1970, UTC.</param>
public readonly partial record struct FileIdentity(long Device, long Inode, long Length, long Written, long Changed)
{
    private const int OfDescriptor = 0x1000;
    private const int BasicStats = 0x7ff;

    /// <summary>The identity of an opened file, whatever stands at its path by now.</summary>
    /// <param name="opened">From <see cref="Files.OpenRead"/>.</param>
    /// <exception cref="IOException">It cannot be found out.</exception>
    public static FileIdentity Of(Stream opened)
    {
        var file = opened as FileStream ?? throw new ArgumentException("not a file", nameof(opened));
        if (!OperatingSystem.IsLinux())
            return new FileIdentity(0, 0, file.Length, Nanoseconds(File.GetLastWriteTimeUtc(file.SafeFileHandle)), 0);
        if (Statx((int)file.SafeFileHandle.DangerousGetHandle(), "", OfDescriptor, BasicStats, out var found) != 0)
            throw new IOException($"{file.Name} cannot be looked at: {Marshal.GetLastPInvokeErrorMessage()}");
        GC.KeepAlive(file);
        return new FileIdentity(((long)found.DeviceMajor << 32) | found.DeviceMinor, (long)found.Inode, (long)found.Size, found.Written.Nanoseconds, found.Changed.Nanoseconds);
    }

    /// <summary>The identity of the file at a path; null when there is none that can be read.</summary>
    public static FileIdentity? At(string path)
    {
        try
        {
            using var opened = Files.OpenRead(path);
            return Of(opened);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static long Nanoseconds(DateTime utc) => (utc - DateTime.UnixEpoch).Ticks * 100;

    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    [LibraryImport("libc", EntryPoint = "statx", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Statx(int folder, string path, int flags, uint mask, out Stats found);

    // struct statx of linux/stat.h, the same on all processors.
    [StructLayout(LayoutKind.Explicit, Size = 256)]
    private readonly struct Stats
    {
        [FieldOffset(32)]
        public readonly ulong Inode;

        [FieldOffset(40)]
        public readonly ulong Size;

        [FieldOffset(96)]
        public readonly Moment Changed;

        [FieldOffset(112)]
        public readonly Moment Written;

        [FieldOffset(136)]
        public readonly uint DeviceMajor;

        [FieldOffset(140)]
        public readonly uint DeviceMinor;
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
