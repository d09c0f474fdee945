using System.Diagnostics;

namespace Assistant.Platform;

/// <summary>A process that this one did not start.</summary>
public static class OtherProcess
{
    /// <summary>Whether it is there.</summary>
    /// <param name="id">Its number.</param>
    public static bool IsAlive(int id)
    {
        try
        {
            using var process = Process.GetProcessById(id);
            return !process.HasExited;
        }
        catch (Exception exception) when (exception is ArgumentException or InvalidOperationException or System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }
}
