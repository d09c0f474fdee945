using Assistant.Models.Machine;
using Assistant.Platform;
using Xunit;

namespace Assistant.Models.Tests.Machine;

/// <summary>What was measured is kept for this machine, this engine and this program, and for nothing else.</summary>
public sealed class SpeedCacheTests : IDisposable
{
    private static readonly MachineFacts Machine = new("AMD EPYC", 2, 2, 24_000_000_000, 20_000_000_000, 30e9, [], SharesMemory: false);
    private static readonly string Key = SpeedCache.KeyOf(Machine, "libllama.so:123", "0.1.0");

    private readonly TempFolder folder = TempFolder.Create("speed-");

    private SpeedCache Cache => new(Path.Combine(folder.Path, "cache"));

    [Fact]
    public void What_was_kept_is_read_again()
    {
        var speed = MachineSpeed.Estimate(Machine);
        Assert.Null(Cache.Read(Key));
        Cache.Write(Key, speed);
        var read = Cache.Read(Key)!.Value.Speed;
        Assert.Equal(speed.Repacked.Dense.Steps, read.Repacked.Dense.Steps);
        Assert.Equal(speed.AsStored.Mixture.Steps, read.AsStored.Mixture.Steps);
        Assert.Equal((speed.Others, speed.IsMeasured, speed.Repacked.OutputSecondsPerWeight), (read.Others, read.IsMeasured, read.Repacked.OutputSecondsPerWeight));
    }

    [Fact]
    public void Another_machine_engine_or_program_is_measured_anew()
    {
        Cache.Write(Key, MachineSpeed.Estimate(Machine));
        Assert.NotNull(Cache.Read(SpeedCache.KeyOf(Machine with { FreeMemory = 1, FreeCores = 1, Bandwidth = 1 }, "libllama.so:123", "0.1.0")));
        Assert.Null(Cache.Read(SpeedCache.KeyOf(Machine with { Processor = "another" }, "libllama.so:123", "0.1.0")));
        Assert.Null(Cache.Read(SpeedCache.KeyOf(Machine with { Cores = 4 }, "libllama.so:123", "0.1.0")));
        Assert.Null(Cache.Read(SpeedCache.KeyOf(Machine, "libllama.so:124", "0.1.0")));
        Assert.Null(Cache.Read(SpeedCache.KeyOf(Machine, "libllama.so:123", "0.2.0")));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("null")]
    [InlineData("""{"key":"x"}""")]
    [InlineData("""{"key":null,"speed":null}""")]
    public void A_damaged_file_is_none(string text)
    {
        Cache.Write(Key, MachineSpeed.Estimate(Machine));
        File.WriteAllText(Path.Combine(folder.Path, "cache", "speed.json"), text);
        Assert.Null(Cache.Read(Key));
    }

    public void Dispose() => folder.Dispose();
}
