using System.Globalization;

namespace Assistant.Platform;

/// <summary>The memory of this machine.</summary>
public static class MachineMemory
{
    /// <summary>Bytes that can be taken now without pushing anything else out, within the limit of a container.</summary>
    public static long Available()
    {
        if (!OperatingSystem.IsLinux())
        {
            var memory = GC.GetGCMemoryInfo();
            return Math.Max(0, memory.TotalAvailableMemoryBytes - memory.MemoryLoadBytes);
        }

        return Math.Min(
            Field("/proc/meminfo", "MemAvailable:") is { } kibibytes ? kibibytes << 10 : long.MaxValue,
            Number("/sys/fs/cgroup/memory.max") is { } most
                // What is only cached of files is given up when it is needed.
                ? Math.Max(0, most - (Number("/sys/fs/cgroup/memory.current") ?? 0) + (Field("/sys/fs/cgroup/memory.stat", "inactive_file") ?? 0))
                : long.MaxValue);
    }

    /// <summary>Bytes of memory in all, within the limit of a container.</summary>
    public static long Total() => OperatingSystem.IsLinux()
        ? Math.Min(
            Field("/proc/meminfo", "MemTotal:") is { } kibibytes ? kibibytes << 10 : GC.GetGCMemoryInfo().TotalAvailableMemoryBytes,
            Number("/sys/fs/cgroup/memory.max") ?? long.MaxValue)
        : GC.GetGCMemoryInfo().TotalAvailableMemoryBytes;

    private static long? Number(string path) => Read(path) is [var line, ..] ? Parse(line) : null;

    private static long? Field(string path, string name) => Read(path)
        .Where(line => line.StartsWith(name, StringComparison.Ordinal))
        .Select(line => Parse(line[name.Length..].Trim().Split(' ')[0]))
        .FirstOrDefault();

    private static long? Parse(string text) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static string[] Read(string path)
    {
        try
        {
            return File.Exists(path) ? File.ReadAllLines(path) : [];
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }
}
