using Assistant.ModelHost.Engine;
using Assistant.ModelHost.Native;
using Assistant.Models.Machine;
using Assistant.Platform;
using Assistant.RandomModels;

namespace Assistant.Bench.Engine;

/// <summary>The whole run: one table.</summary>
/// <param name="options">What is measured.</param>
/// <param name="table">Where rows go.</param>
/// <param name="time">Clock.</param>
internal sealed class EngineBench(BenchOptions options, EngineTable table, TimeProvider time)
{
    /// <summary>Measures everything.</summary>
    /// <exception cref="BenchException">Nothing can be measured.</exception>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var engine = LlamaEngine.Start(Path.Combine(AppContext.BaseDirectory, "llama"), Console.Error.WriteLine);
        var models = new ModelFolder(options.Models, table);
        using var tiny = engine.Load(models.FileOf(ModelShapes.TinyQwen3), new LoadOptions(Repack: false), _ => { }, cancellationToken);
        var tools = new BenchTools(options, table, models, engine, new Texts(tiny.Tokenizer), time);
        var bandwidth = new MemoryBandwidth(time).Measure(1, 2);
        table.Note($"{engine.Version}, {string.Join(", ", engine.Devices)}, {FreeCores.Physical()} cores");
        table.Note($"memory: {EngineTable.Number(MachineMemory.Available() / 1e9)} GB free, reads {EngineTable.Number(bandwidth[0] / 1e9)} GB/s with one thread, {EngineTable.Number(bandwidth[1] / 1e9)} GB/s with two");
        table.Note($"load average at the start: {LoadAverage()}");
        var speed = await MeasureAsync(cancellationToken);
        if (!options.IsHostAlone)
            await new StreamOverhead(tools).RunAsync(cancellationToken);
        foreach (var shape in options.Shapes)
        {
            table.Section($"{shape.Shape.Name}, Q4_K_M, random weights; load average {LoadAverage()}");
            if (options.IsHostAlone)
            {
                await new HostMeasurement(tools, speed).RunAsync(shape, cancellationToken);
                continue;
            }

            var rates = await new SideComparison(tools).RunAsync(shape, cancellationToken);
            var fix = await new HostMeasurement(tools, speed).RunAsync(shape, cancellationToken);
            await new Speculation(tools).RunAsync(shape, cancellationToken);
            new SpeedLaws(table, bandwidth[1]).Print(shape, rates, fix);
        }

        table.End();
        table.Note($"load average at the end: {LoadAverage()}; the models stay in {models.Path}, to delete them: rm -r {models.Path}");
    }

    // As assistant models recommend does it, before anything else fills the memory.
    private async Task<MachineSpeed> MeasureAsync(CancellationToken cancellationToken)
    {
        using var folder = TempFolder.Create("assistant-bench-");
        var probe = new SpeedProbe(ProbeShapes.Usual, Path.Combine(folder.Path, "measuring"), options.Command, time);
        var started = time.GetTimestamp();
        var speed = await probe.MeasureAsync(new Progress<string>(), cancellationToken);
        table.Note($"measured as recommend does it, in {EngineTable.Number(time.GetElapsedTime(started).TotalSeconds, 0)} s, while something else kept {EngineTable.Number(speed.Others)} cores busy");
        return speed;
    }

    private static string LoadAverage() => File.Exists("/proc/loadavg") ? string.Join(' ', File.ReadAllText("/proc/loadavg").Split(' ')[..2]) : "not known";
}
