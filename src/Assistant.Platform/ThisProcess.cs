using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Assistant.Platform;

/// <summary>This process.</summary>
public static partial class ThisProcess
{
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

    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    [LibraryImport("libc", EntryPoint = "setsid")]
    private static partial int NewSession();
}
