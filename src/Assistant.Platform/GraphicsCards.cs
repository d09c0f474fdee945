using System.Globalization;

namespace Assistant.Platform;

/// <summary>The graphics cards with memory of their own, the one with most of it first. On a Mac there are none: there the card shares the machine's memory.</summary>
public static class GraphicsCards
{
    // A driver that is just being loaded takes some seconds.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>Less is a processor's own card, which has a part of the machine's memory set aside.</summary>
    private const long LeastMemory = 2L << 30;

    /// <summary>Looks for them.</summary>
    public static async Task<IReadOnlyList<GraphicsCard>> FindAsync(CancellationToken cancellationToken)
    {
        var cards = new List<GraphicsCard>(Amd("/sys/class/drm"));
        try
        {
            var said = await ChildProcess.RunAsync(
                "nvidia-smi", ["--query-gpu=name,memory.total", "--format=csv,noheader,nounits"], Path.GetTempPath(), new Dictionary<string, string?>(), Patience, cancellationToken);
            if (said is { ExitCode: 0, TimedOut: false })
                cards.AddRange(Nvidia(said.Output));
        }
        catch (IOException)
        {
            // It is not there, so neither is such a card with its driver.
        }

        return [.. cards.OrderByDescending(card => card.Memory)];
    }

    /// <summary>What <c>nvidia-smi --query-gpu=name,memory.total --format=csv,noheader,nounits</c> says: a line for each card, memory in MiB. A line that says something else is none.</summary>
    public static IReadOnlyList<GraphicsCard> Nvidia(string said) =>
    [
        .. said.Split('\n')
            .Select(line => line.LastIndexOf(',') is > 0 and var comma && long.TryParse(line[(comma + 1)..].Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var mebibytes)
                ? new GraphicsCard(line[..comma].Trim(), mebibytes << 20)
                : null)
            .OfType<GraphicsCard>(),
    ];

    /// <summary>Those of AMD, by what their driver shows in a folder for each card.</summary>
    /// <param name="folder"><c>/sys/class/drm</c>.</param>
    public static IReadOnlyList<GraphicsCard> Amd(string folder) =>
    [
        .. Files.FoldersIn(folder)
            .Where(card => !Path.GetFileName(card).Contains('-', StringComparison.Ordinal))
            .Select(card => Path.Combine(card, "device"))
            .Select(device => Number(Path.Combine(device, "mem_info_vram_total")) is >= LeastMemory and var bytes
                ? new GraphicsCard(Read(Path.Combine(device, "product_name")) is { Length: > 0 } name ? name : "AMD graphics card", bytes)
                : null)
            .OfType<GraphicsCard>(),
    ];

    private static long? Number(string path) => long.TryParse(Read(path), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static string Read(string path)
    {
        try
        {
            return File.Exists(path) ? File.ReadAllText(path).Trim() : "";
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }
}
