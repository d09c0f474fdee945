using System.Globalization;
using System.Runtime.InteropServices;
using Assistant.Platform;

namespace Assistant.Models.Machine;

/// <summary>The graphics cards of this machine that models can be computed with: by NVIDIA's own tool, and by what the kernel says of AMD's.</summary>
public static class GraphicsCards
{
    private const string AmdVendor = "0x1002";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    private static readonly string[] Question = ["--query-gpu=name,memory.total", "--format=csv,noheader,nounits"];

    /// <summary>Looks for them.</summary>
    /// <param name="searchPath">The variable <c>PATH</c>, where NVIDIA's tool is looked for.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public static async Task<IReadOnlyList<GraphicsCard>> ReadAsync(string? searchPath, CancellationToken cancellationToken) =>
    [
        .. await NvidiaAsync(searchPath, cancellationToken),
        .. OfAmd("/sys/class/drm"),
        .. OperatingSystem.IsMacOS() && RuntimeInformation.OSArchitecture == Architecture.Arm64 ? [new GraphicsCard("Apple", GraphicsMaker.Apple, 0)] : Array.Empty<GraphicsCard>(),
    ];

    /// <summary>Reads what <c>nvidia-smi --query-gpu=name,memory.total --format=csv,noheader,nounits</c> prints: a name and MiB on each line.</summary>
    public static IReadOnlyList<GraphicsCard> OfNvidia(string printed)
    {
        var cards = new List<GraphicsCard>();
        foreach (var line in printed.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            // The name may hold commas; what stands behind the last one is the memory, or [N/A].
            var at = line.LastIndexOf(',');
            if (at > 0)
                cards.Add(new GraphicsCard(line[..at].Trim(), GraphicsMaker.Nvidia, long.TryParse(line[(at + 1)..].Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var mebibytes) ? mebibytes << 20 : 0));
        }

        return cards;
    }

    /// <summary>Reads what the kernel says of AMD's cards.</summary>
    /// <param name="folder"><c>/sys/class/drm</c>.</param>
    public static IReadOnlyList<GraphicsCard> OfAmd(string folder) =>
    [
        .. Files.FoldersIn(folder)
            // Beside card0 stand its outputs, card0-DP-1.
            .Where(card => Path.GetFileName(card) is var name && name.StartsWith("card", StringComparison.Ordinal) && name[4..].All(char.IsAsciiDigit))
            .Select(card => Path.Combine(card, "device"))
            .Where(device => Line(device, "vendor") == AmdVendor)
            .Select(device => new GraphicsCard(
                Line(device, "product_name") is { Length: > 0 } name ? name : "AMD",
                GraphicsMaker.Amd,
                long.TryParse(Line(device, "mem_info_vram_total"), NumberStyles.None, CultureInfo.InvariantCulture, out var bytes) ? bytes : 0)),
    ];

    private static async Task<IReadOnlyList<GraphicsCard>> NvidiaAsync(string? searchPath, CancellationToken cancellationToken)
    {
        if (ProgramPath.Find("nvidia-smi", searchPath) is not { } program)
            return [];
        try
        {
            var result = await ChildProcess.RunAsync(program, Question, Path.GetPathRoot(AppContext.BaseDirectory)!, new Dictionary<string, string?>(), Patience, cancellationToken);
            return result is { ExitCode: 0, TimedOut: false } ? OfNvidia(result.Output) : [];
        }
        catch (IOException)
        {
            // It is there and cannot be run.
            return [];
        }
    }

    private static string? Line(string folder, string name)
    {
        try
        {
            var path = Path.Combine(folder, name);
            return Files.Exists(path) ? Files.ReadAllText(path).Trim() : null;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
