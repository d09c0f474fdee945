using Assistant.Platform;

namespace Assistant.Models.Machine;

/// <summary>What this machine has.</summary>
/// <param name="Processor">Its name.</param>
/// <param name="Cores">Cores that this process may use.</param>
/// <param name="FreeCores">How many of them nothing else keeps busy now.</param>
/// <param name="Memory">Bytes of memory in all.</param>
/// <param name="FreeMemory">Bytes that can be taken now.</param>
/// <param name="Bandwidth">Bytes that are read of memory in a second, with all cores.</param>
/// <param name="Cards">Graphics cards with memory of their own, the largest first.</param>
/// <param name="SharesMemory">Whether the graphics card works in the machine's memory, as on a Mac.</param>
public sealed record MachineFacts(
    string Processor, int Cores, int FreeCores, long Memory, long FreeMemory, double Bandwidth, IReadOnlyList<GraphicsCard> Cards, bool SharesMemory)
{
    /// <summary>What stays for the editor, Roslyn and the system, bytes.</summary>
    public const long Reserve = 6_000_000_000;

    /// <summary>What stays of a card's memory for the screen, bytes.</summary>
    private const long CardReserve = 1_000_000_000;

    /// <summary>Less is a processor's own card, which has a part of the machine's memory set aside.</summary>
    private const long LeastCard = 2L << 30;

    /// <summary>More threads than this read memory no faster on machines of users.</summary>
    private const int MostThreads = 8;

    /// <summary>Bytes for models.</summary>
    public long ForModels => Math.Max(0, Memory - Reserve);

    /// <summary>Bytes for models on the largest card; 0 without one.</summary>
    public long ForModelsOnCard => Cards is [var largest, ..] ? Math.Max(0, largest.Bytes - CardReserve) : 0;

    /// <summary>Looks at this machine, for about a second and a half.</summary>
    public static async Task<MachineFacts> LookAsync(TimeProvider time, CancellationToken cancellationToken)
    {
        // First, since what comes next keeps cores busy.
        var count = await Platform.FreeCores.CountAsync(time, cancellationToken);
        var cores = Platform.FreeCores.Physical();
        var (memory, available) = (MachineMemory.Total(), MachineMemory.Available());
        return new MachineFacts(
            await Platform.Processor.NameAsync(cancellationToken),
            cores,
            count,
            memory,
            available,
            new MemoryBandwidth(time).Measure(Math.Min(cores, MostThreads))[0],
            [.. (await GraphicsCards.ReadAsync(Environment.GetEnvironmentVariable("PATH"), cancellationToken)).Where(card => card.Bytes >= LeastCard).OrderByDescending(card => card.Bytes)],
            OperatingSystem.IsMacOS());
    }
}
