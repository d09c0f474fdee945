using System.Globalization;
using Assistant.Models;
using Assistant.Models.Advice;
using Assistant.Models.Machine;
using Assistant.Platform;
using Assistant.RandomModels;

namespace Assistant.Bench.Engine;

/// <summary>What a client of a real host waits for, and what the host takes of the machine.</summary>
/// <param name="tools">What every measurement needs.</param>
/// <param name="speed">What was measured of this machine beforehand, with small models.</param>
internal sealed class HostMeasurement(BenchTools tools, MachineSpeed speed)
{
    private const double MostOfCold = 0.03;
    private const double MostMiss = 0.15;
    private const int Added = 20;
    private const int MostPerKey = 3;
    private const string Typed = "        var total = order.Lines.Sum(line => line.Total);";

    /// <summary>Prints its rows.</summary>
    /// <returns>Seconds of a small fix, with nothing known and with its beginning known.</returns>
    public async Task<(double Cold, double Known)> RunAsync(BenchShape shape, CancellationToken cancellationToken)
    {
        tools.Models.FileOf(shape.Shape);
        var free = MachineMemory.Available();
        await using var host = tools.Host(threads: 0);
        var measured = shape.Shape;
        try
        {
            await LoadAsync(host, measured, cancellationToken);
        }
        catch (ModelException failure) when (failure.Failure == ModelFailure.Busy && shape.Smaller is not null)
        {
            measured = shape.Smaller;
            tools.Table.Note($"the host refuses it here: {failure.Message}");
            tools.Table.Note($"what follows is {measured.Layers} of {shape.Layers} layers, seconds times {shape.Layers / measured.Layers}");
            await LoadAsync(host, measured, cancellationToken);
        }

        var scale = (double)shape.Layers / measured.Layers;
        await AddToLongPromptAsync(host, measured, scale, cancellationToken);
        await TypeAsync(host, measured, scale, cancellationToken);
        var fix = await FixAsync(host, measured, scale, cancellationToken);
        Compare(shape.Shape, free, fix);
        return fix;
    }

    private static string Seconds(double seconds) => EngineTable.Number(seconds, seconds < 10 ? 2 : 1) + " s";

    private async Task LoadAsync(OwnHost host, ModelShape shape, CancellationToken cancellationToken)
    {
        var loaded = await host.AskAsync(new ModelQuery(shape.Name) { Prompt = "a", MaxTokens = 1 }, cancellationToken);
        var (own, mapped) = (Field(host, "RssAnon:"), Field(host, "RssFile:"));
        tools.Table.Row("host: load, until a first token of an empty prompt", Seconds(loaded.Seconds), "the file in the page cache");
        tools.Table.Row("host: memory of its own, and mapped of the file", $"{EngineTable.Number(own / 1e9, 2)} GB", $"{EngineTable.Number(mapped / 1e9, 2)} GB");
    }

    private async Task AddToLongPromptAsync(OwnHost host, ModelShape shape, double scale, CancellationToken cancellationToken)
    {
        var text = tools.Texts.Of(tools.Options.Counts.LongPrompt, 3);
        var cold = await host.AskAsync(new ModelQuery(shape.Name) { Prompt = text, MaxTokens = 1 }, cancellationToken);
        tools.Table.Row(
            string.Create(CultureInfo.InvariantCulture, $"first token, cold prompt of {cold.PromptTokens} tokens"),
            Seconds(cold.Seconds * scale),
            $"{EngineTable.Number(cold.PromptTokens / cold.Seconds / scale)} t/s");
        var warm = new List<HostAnswer>();
        for (var number = 0; number < 3; number++)
            warm.Add(await host.AskAsync(new ModelQuery(shape.Name) { Prompt = text + "\n" + tools.Texts.Of(Added, 10 + number), MaxTokens = 1 }, cancellationToken));
        var seconds = EngineTable.Median(warm.Select(answer => answer.Seconds));
        var part = seconds / cold.Seconds;
        tools.Table.Row(
            string.Create(CultureInfo.InvariantCulture, $"first token, {warm.Max(answer => answer.PromptTokens - answer.CachedTokens)} tokens behind it"),
            Seconds(seconds * scale),
            $"{EngineTable.Number(part * 100)}% of cold",
            $"<= {EngineTable.Number(MostOfCold * 100, 0)}%",
            part <= MostOfCold);
    }

    private async Task TypeAsync(OwnHost host, ModelShape shape, double scale, CancellationToken cancellationToken)
    {
        var prefix = tools.Texts.Of(400, 4) + "\n";
        var suffix = "\n" + tools.Texts.Of(100, 5);
        var keys = new List<HostAnswer>();
        for (var length = 8; length <= Typed.Length; length += 1)
        {
            var query = new ModelQuery(shape.Name) { Prompt = prefix + Typed[..length], Suffix = suffix, MaxTokens = 1 };
            keys.Add(await host.AskAsync(query, cancellationToken));
        }

        // The first reads the file.
        var evaluated = keys.Skip(1).Select(answer => (double)(answer.PromptTokens - answer.CachedTokens)).ToList();
        var median = EngineTable.Median(evaluated);
        tools.Table.Row(
            string.Create(CultureInfo.InvariantCulture, $"fill-in-the-middle, {evaluated.Count} keys: tokens evaluated for a key"),
            $"{EngineTable.Number(median, 0)}",
            $"at most {EngineTable.Number(evaluated.Max(), 0)} of {keys[^1].PromptTokens}",
            $"<= {MostPerKey}",
            median <= MostPerKey);
        tools.Table.Row("  first token after a key", Seconds(EngineTable.Median(keys.Skip(1).Select(answer => answer.Seconds)) * scale));
    }

    // What assistant models recommend says of a model of this shape, before it has seen it.
    private void Compare(ModelShape shape, long free, (double Cold, double Known) fix)
    {
        var isRepacked = ModelMemory.HasRoomForCopy(free, ModelMemory.Need(shape.Bytes, shape.BytesPerToken, shape.ContextLength), shape.Bytes);
        var predicted = new SpeedLaw(speed).Predict(ModelWork.Measured(shape.ActiveLayerWeights, shape.OutputWeights, shape.Experts is not null), isRepacked);
        Compare($"predicted by recommend{(isRepacked ? "" : ", weights as stored")}", predicted.FixSeconds, fix.Cold);
        Compare("  with the beginning known", predicted.KnownFixSeconds, fix.Known);
        tools.Table.Note(string.Create(CultureInfo.InvariantCulture, $"  ({predicted.PromptRate:F1} t/s in, {predicted.Rate:F1} t/s out, grey text {predicted.GreySeconds:F2} s)"));
    }

    private void Compare(string what, double predicted, double measured) => tools.Table.Row(
        what,
        Seconds(predicted),
        $"{EngineTable.Number(predicted / measured, 2)} of measured",
        $"within {EngineTable.Number(MostMiss * 100, 0)}%",
        Math.Abs(predicted / measured - 1) <= MostMiss);

    private static double Field(OwnHost host, string name)
    {
        var status = $"/proc/{(host.ProcessId ?? 0).ToString(CultureInfo.InvariantCulture)}/status";
        return File.Exists(status) && File.ReadLines(status).FirstOrDefault(line => line.StartsWith(name, StringComparison.Ordinal)) is { } line
            ? double.Parse(line[name.Length..].Trim().Split(' ')[0], CultureInfo.InvariantCulture) * 1024
            : 0;
    }

    private async Task<(double Cold, double Known)> FixAsync(OwnHost host, ModelShape shape, double scale, CancellationToken cancellationToken)
    {
        var known = tools.Texts.Of(FixTimes.Known, 6);
        ModelQuery Query(int number) => new(shape.Name) { Prompt = known + "\n" + tools.Texts.Of(FixTimes.Prompt - FixTimes.Known - 1, number), MaxTokens = FixTimes.Answer };
        var cold = await host.AskAsync(Query(20), cancellationToken);
        var warm = await host.AskAsync(Query(21), cancellationToken);
        tools.Table.Row(
            string.Create(CultureInfo.InvariantCulture, $"small fix, {cold.PromptTokens} tokens in, {cold.Tokens} out, {cold.CachedTokens} known"), Seconds(cold.Seconds * scale));
        tools.Table.Row(
            string.Create(CultureInfo.InvariantCulture, $"small fix, {warm.PromptTokens} tokens in, {warm.Tokens} out, {warm.CachedTokens} known"), Seconds(warm.Seconds * scale));
        return (cold.Seconds * scale, warm.Seconds * scale);
    }
}
