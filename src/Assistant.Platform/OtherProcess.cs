using System.Diagnostics;
using System.Globalization;

namespace Assistant.Platform;

/// <summary>A process that this one did not start.</summary>
public static class OtherProcess
{
    /// <summary>Whether it is there.</summary>
    /// <param name="id">Its number.</param>
    public static bool IsAlive(int id) => Ask(id, process => process.HasExited ? (bool?)null : true) ?? false;

    /// <summary>Ends it at once; false when it is not there or not one of ours.</summary>
    /// <param name="id">Its number, which another process may have taken by now.</param>
    /// <param name="isOurs">Told when that process was started, UTC.</param>
    public static bool Kill(int id, Func<DateTime, bool> isOurs) => Ask(id, process =>
    {
        if (!isOurs(process.StartTime.ToUniversalTime()))
            return (bool?)false;
        process.Kill();
        return true;
    }) ?? false;

    /// <summary>What it takes of the machine; null when it is not there.</summary>
    /// <param name="id">Its number.</param>
    public static ProcessUsage? UsageOf(int id) => Ask(id, process => (ProcessUsage?)new ProcessUsage(process.WorkingSet64, process.TotalProcessorTime));

    /// <summary>The numbers of the processes that a process started and that run; none where the system does not tell, which only Linux does.</summary>
    /// <param name="id">Its number.</param>
    public static IReadOnlyList<int> ChildrenOf(int id) => OperatingSystem.IsLinux()
        ? [.. Directory.GetDirectories("/proc").Select(Path.GetFileName).Select(NumberOf).OfType<int>().Where(other => ParentOf(other) == id)]
        : [];

    // Null when it is not there, or no longer.
    private static T? Ask<T>(int id, Func<Process, T?> question)
        where T : struct
    {
        try
        {
            using var process = Process.GetProcessById(id);
            return question(process);
        }
        catch (Exception exception) when (exception is ArgumentException or InvalidOperationException or System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }

    private static int? NumberOf(string? name) => int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    // Behind the name, which stands in parentheses and may hold anything: a letter for the state, then the parent.
    private static int? ParentOf(int id)
    {
        try
        {
            var about = File.ReadAllText($"/proc/{id.ToString(CultureInfo.InvariantCulture)}/stat");
            return NumberOf(about[(about.LastIndexOf(')') + 2)..].Split(' ')[1]);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            // It ended in between.
            return null;
        }
    }
}
