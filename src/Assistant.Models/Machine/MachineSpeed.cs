using Assistant.Models.Advice;

namespace Assistant.Models.Machine;

/// <summary>How fast this machine computes models.</summary>
/// <param name="Repacked">Where there is memory to copy weights into the order the processor likes.</param>
/// <param name="AsStored">Where there is not.</param>
/// <param name="IsMeasured">Whether it was measured; otherwise it follows from bandwidth and cores alone.</param>
/// <param name="Others">Cores that something else kept busy meanwhile; 0 where the system does not tell.</param>
public sealed record MachineSpeed(ModeSpeed Repacked, ModeSpeed AsStored, bool IsMeasured, double Others)
{
    /// <summary>
    /// The part of the bandwidth that generating reaches. An i7-8700 generates as if it read 22 GB/s, for four dense models and a
    /// mixture alike (inventivehq.com); two channels of its DDR4-2666 have 42 on paper, of which some 35 can be read.
    /// </summary>
    private const double BandwidthPart = 0.63;

    /// <summary>Weights times tokens that a core computes in a second, repacked; half of what a server's core of 2023 was measured to do.</summary>
    private const double CoreRate = 27e9;

    private const double OutputBits = 6.5625;
    private const int ManyTokens = SpeedLaw.FixPrompt;

    /// <summary>What follows from bandwidth and cores alone.</summary>
    public static MachineSpeed Estimate(MachineFacts machine)
    {
        var read = 1 / (8 * BandwidthPart * machine.Bandwidth);
        LayerSpeed Layers(double rate) => new(
        [
            new StepTime(1, LayerSpeed.MeasuredBits * read),
            new StepTime(ManyTokens, Math.Max(LayerSpeed.MeasuredBits * read, ManyTokens / (machine.FreeCores * rate))),
        ]);
        ModeSpeed Mode(double rate) => new(0, OutputBits * read, Layers(rate), Layers(rate));
        return new MachineSpeed(Mode(CoreRate), Mode(CoreRate / 2), IsMeasured: false, Others: 0);
    }
}
