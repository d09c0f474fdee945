using System.Diagnostics;
using System.Globalization;

namespace Assistant.Platform;

/// <summary>
/// How many threads may compute at once without taking a core from something else. More threads than free cores make
/// llama.cpp slower than one thread, since its threads wait for each other by spinning.
/// </summary>
/// <param name="time">Measures how long others were busy.</param>
/// <param name="most">Never more than this; 0 for as many as there are cores.</param>
public sealed class FreeCores(TimeProvider time, int most)
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(1);

    private readonly int allowed = Math.Max(1, most > 0 ? Math.Min(most, Physical()) : Physical());
    private readonly int machine = OfMachine() ?? Environment.ProcessorCount;
    private long measured = time.GetTimestamp();
    private (TimeSpan All, TimeSpan Own) before = Busy();
    private double others;

    /// <summary>Threads to compute with now, at least 1.</summary>
    public int Count
    {
        get
        {
            Measure();
            return Of(machine, others, allowed);
        }
    }

    /// <summary>Cores that nothing else keeps busy, measured for a second.</summary>
    public static async Task<int> CountAsync(TimeProvider time, CancellationToken cancellationToken)
    {
        var (since, before) = (time.GetTimestamp(), Busy());
        await Task.Delay(Period, time, cancellationToken);
        return Of(OfMachine() ?? Environment.ProcessorCount, Others(before, Busy(), time.GetElapsedTime(since)), Physical());
    }

    /// <summary>Threads that take no core from others.</summary>
    /// <param name="machine">Cores of the machine.</param>
    /// <param name="others">Cores that others keep busy.</param>
    /// <param name="allowed">Cores this process may use.</param>
    public static int Of(int machine, double others, int allowed) => Math.Clamp((int)Math.Round(machine - others), 1, allowed);

    /// <summary>Cores that this process may use, by its affinity and a container's limit; two threads of one core count once where the system tells.</summary>
    public static int Physical() => Math.Min(OfMachine() ?? Environment.ProcessorCount, Environment.ProcessorCount);

    /// <summary>Processor time of all processes and of this one since they started; none where the system does not tell, which only Linux does.</summary>
    public static (TimeSpan All, TimeSpan Own) Busy()
    {
        if (!OperatingSystem.IsLinux())
            return default;
        try
        {
            using var self = Process.GetCurrentProcess();
            // user, nice, system, idle, iowait, irq, softirq, in hundredths of a second.
            var fields = File.ReadLines("/proc/stat").First().Split(' ', StringSplitOptions.RemoveEmptyEntries)[1..8].Select(field => long.Parse(field, CultureInfo.InvariantCulture)).ToArray();
            return (TimeSpan.FromMilliseconds(10 * (fields.Sum() - fields[3] - fields[4])), self.TotalProcessorTime);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or FormatException)
        {
            return default;
        }
    }

    // Null where the system does not tell, which only Linux does.
    private static int? OfMachine()
    {
        if (!OperatingSystem.IsLinux())
            return null;
        try
        {
            var siblings = Directory.EnumerateDirectories("/sys/devices/system/cpu", "cpu*")
                .Select(folder => Path.Combine(folder, "topology/thread_siblings_list"))
                .Where(File.Exists)
                .Select(File.ReadAllText)
                .Distinct(StringComparer.Ordinal)
                .Count();
            return siblings > 0 ? siblings : null;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private void Measure()
    {
        var passed = time.GetElapsedTime(measured);
        if (passed < Period)
            return;
        measured = time.GetTimestamp();
        var now = Busy();
        // Half of what was measured before stays: one busy second is no reason to change.
        others = (others + Others(before, now, passed)) / 2;
        before = now;
    }

    private static double Others((TimeSpan All, TimeSpan Own) before, (TimeSpan All, TimeSpan Own) now, TimeSpan passed) =>
        Math.Max(0, ((now.All - before.All) - (now.Own - before.Own)) / passed);
}
