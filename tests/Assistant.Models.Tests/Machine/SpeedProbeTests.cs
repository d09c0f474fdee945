using Assistant.Models.Machine;
using Assistant.Models.Tests.Kit;
using Assistant.Platform;
using Assistant.RandomModels;
using Xunit;

namespace Assistant.Models.Tests.Machine;

/// <summary>The measurement itself, through the real host, with models so small that their numbers mean nothing.</summary>
[Trait("Speed", "Slow")]
public sealed class SpeedProbeTests : IDisposable
{
    private static readonly ProbeShapes Small = new(
        ModelShapes.TinyQwen3 with { Name = "nothing" },
        ModelShapes.TinyQwen3 with { Name = "output", VocabularySize = 4096 },
        ModelShapes.TinyQwen3 with { Name = "dense", Layers = 4 },
        ModelShapes.TinyQwen3Moe with { Name = "mixture", Layers = 4 });

    private readonly TempFolder folder = TempFolder.Create("probe-");

    private string Models => Path.Combine(folder.Path, "measuring");

    private SpeedProbe Probe => new(Small, Models, ["dotnet", Verbs.Assistant], TimeProvider.System);

    [Fact]
    public async Task A_machine_is_measured_and_nothing_is_left_of_it()
    {
        Directory.CreateDirectory(Models);
        await File.WriteAllTextAsync(Path.Combine(Models, "of-a-run-that-was-killed.gguf"), "");
        var said = new List<string>();
        var speed = await Probe.MeasureAsync(new Told(said), CancellationToken.None);
        Assert.True(speed.IsMeasured);
        foreach (var mode in new[] { speed.Repacked, speed.AsStored })
        {
            Assert.InRange(mode.TokenSeconds, 0, 1);
            foreach (var layers in new[] { mode.Dense, mode.Mixture })
            {
                Assert.Equal(5, layers.Steps.Count);
                Assert.Equal(1, layers.Steps[0].Tokens);
                // In order, the last a whole prompt, and each with a time.
                Assert.Equal(layers.Steps.Select(step => step.Tokens).Order(), layers.Steps.Select(step => step.Tokens));
                Assert.InRange(layers.Steps[^1].Tokens, 400, 900);
                Assert.All(layers.Steps, step => Assert.True(double.IsFinite(step.SecondsPerWeight) && step.SecondsPerWeight >= 0));
            }
        }

        Assert.Contains(said, doing => doing.StartsWith("measuring: mixture", StringComparison.Ordinal));
        Assert.False(Directory.Exists(Models));
    }

    [Fact]
    public async Task One_that_is_stopped_leaves_neither_files_nor_a_host()
    {
        using var stop = new CancellationTokenSource();
        var hosts = HostsOf(Models).Count;
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Probe.MeasureAsync(new Told([], doing => Stop(doing, stop)), stop.Token));
        Assert.False(Directory.Exists(Models));
        Assert.Equal(0, hosts);
        Assert.Empty(HostsOf(Models));
    }

    [Fact]
    public async Task Where_there_is_no_host_it_says_so_and_leaves_nothing()
    {
        var probe = new SpeedProbe(Small, Models, ["dotnet", Path.Combine(folder.Path, "no-assistant.dll")], TimeProvider.System);
        await Assert.ThrowsAsync<ModelException>(() => probe.MeasureAsync(new Told([]), CancellationToken.None));
        Assert.False(Directory.Exists(Models));
    }

    [Fact]
    public void Without_memory_nothing_is_written()
    {
        Assert.Contains("of memory", Probe.Refusal(freeMemory: 1 << 20), StringComparison.Ordinal);
        Assert.Null(Probe.Refusal(freeMemory: 8L << 30));
        var huge = new SpeedProbe(Small with { Mixture = ModelShapes.Moe30B with { Layers = 500, Width = 1 << 16 } }, Models, [], TimeProvider.System);
        Assert.Contains("of the disk", huge.Refusal(long.MaxValue), StringComparison.Ordinal);
    }

    public void Dispose() => folder.Dispose();

    private static void Stop(string doing, CancellationTokenSource stop)
    {
        if (doing.StartsWith("measuring: mixture", StringComparison.Ordinal))
            stop.Cancel();
    }

    private static List<int> HostsOf(string models) =>
    [
        .. Directory.GetDirectories("/proc").Select(Path.GetFileName).Where(name => int.TryParse(name, out _)).Where(id =>
        {
            try
            {
                return File.ReadAllText($"/proc/{id}/cmdline").Contains(models, StringComparison.Ordinal);
            }
            catch (IOException)
            {
                return false;
            }
        }).Select(int.Parse!),
    ];

    private sealed class Told(List<string> said, Action<string>? then = null) : IProgress<string>
    {
        public void Report(string value)
        {
            said.Add(value);
            then?.Invoke(value);
        }
    }
}
