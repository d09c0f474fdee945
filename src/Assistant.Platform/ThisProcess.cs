using System.Diagnostics;

namespace Assistant.Platform;

/// <summary>This process.</summary>
public static class ThisProcess
{
    /// <summary>Ends it at once. Nothing more of it runs: also no code of a workspace that waits for its end.</summary>
    public static void End()
    {
        using var self = Process.GetCurrentProcess();
        self.Kill();
    }
}
