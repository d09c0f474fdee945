using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Assistant.Platform;

/// <summary>This process.</summary>
public static partial class ThisProcess
{
    // RLIMIT_DATA and RLIMIT_CORE, the same numbers on Linux and macOS.
    private const int OfOwnMemory = 2;
    private const int OfCore = 4;

    /// <summary>Ends it at once. Nothing more of it runs: also no code of a workspace that waits for its end.</summary>
    public static void End()
    {
        using var self = Process.GetCurrentProcess();
        self.Kill();
    }

    /// <summary>
    /// Leaves the terminal and whoever started it: Ctrl+C there does not end it, and what it or native code in it prints goes
    /// nowhere. On Windows it has no terminal, since it was started without a window.
    /// </summary>
    public static void LeaveTerminal()
    {
        if (OperatingSystem.IsWindows())
            return;
        // Fails where it leads a group already, and then it has left.
        _ = NewSession();
        ProtocolStreams.Silence();
    }

    /// <summary>
    /// Sets bounds for what native code in this process may do: no image of its memory is written when it dies, since prompts are in
    /// it, and its own memory (not the pages of files) stays within a number of bytes, so that what asks for more is refused instead
    /// of pushing everything else out of memory. On Windows there are no such bounds.
    /// </summary>
    /// <param name="memory">Bytes.</param>
    public static void Bound(long memory)
    {
        if (OperatingSystem.IsWindows())
            return;
        SetLimit(OfCore, 0);
        // A Mac compresses memory by itself and takes the number for something else.
        if (OperatingSystem.IsLinux())
            SetLimit(OfOwnMemory, (ulong)memory);
    }

    // It fails only where it is lower already, and then that holds.
    private static void SetLimit(int resource, ulong most)
    {
        var limit = new Limit(most, most);
        _ = SetResourceLimit(resource, limit);
    }

    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    [LibraryImport("libc", EntryPoint = "setrlimit")]
    private static partial int SetResourceLimit(int resource, in Limit limit);

    [StructLayout(LayoutKind.Sequential)]
    private readonly record struct Limit(ulong Current, ulong Most);

    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    [LibraryImport("libc", EntryPoint = "setsid")]
    private static partial int NewSession();
}
