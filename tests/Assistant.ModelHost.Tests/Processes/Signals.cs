using System.Runtime.InteropServices;

namespace Assistant.ModelHost.Tests.Processes;

/// <summary>Sends signals.</summary>
internal static partial class Signals
{
    /// <summary>Sends one to a process; to a group of processes where the number is negative.</summary>
    public static void Send(int process, Signal signal)
    {
        if (!TrySend(process, signal))
            throw new InvalidOperationException($"kill({process}, {signal}) failed with {Marshal.GetLastPInvokeError()}");
    }

    /// <summary>Sends one; false when there is no such process.</summary>
    public static bool TrySend(int process, Signal signal) => Kill(process, (int)signal) == 0;

    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static partial int Kill(int process, int signal);
}
