namespace Assistant.Platform;

/// <summary>The processor of this machine.</summary>
public static class Processor
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    /// <summary>What its maker calls it; its kind where the system does not tell.</summary>
    public static async Task<string> NameAsync(CancellationToken cancellationToken)
    {
        if (OperatingSystem.IsLinux())
            return (File.Exists("/proc/cpuinfo") ? NameIn(File.ReadLines("/proc/cpuinfo")) : null) ?? Kind();
        if (!OperatingSystem.IsMacOS())
            return Kind();
        try
        {
            var said = await ChildProcess.RunAsync("/usr/sbin/sysctl", ["-n", "machdep.cpu.brand_string"], "/", new Dictionary<string, string?>(), Patience, cancellationToken);
            return said.Output.Trim() is { Length: > 0 } name ? name : Kind();
        }
        catch (IOException)
        {
            return Kind();
        }
    }

    /// <summary>The name in what Linux says of its processors; null when there is none, as on most that are not x86.</summary>
    public static string? NameIn(IEnumerable<string> lines) => lines
        .Select(line => line.Split(':', 2))
        .Where(parts => parts is [var key, _] && key.Trim() == "model name")
        .Select(parts => parts[1].Trim())
        .FirstOrDefault(name => name.Length > 0);

    private static string Kind() =>
        Environment.GetEnvironmentVariable("PROCESSOR_IDENTIFIER") ?? System.Runtime.InteropServices.RuntimeInformation.ProcessArchitecture.ToString();
}
