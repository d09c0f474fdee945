using System.Globalization;
using Assistant.Platform;
using Assistant.RandomModels;

namespace Assistant.Models.Machine;

/// <summary>
/// Measures how fast this machine computes models, with the real host and small models that are written for it and deleted. Each
/// step is timed where a client of the host waits for it, behind a prompt that is known, as most of what is asked is.
/// </summary>
/// <param name="shapes">What is measured.</param>
/// <param name="folder">A folder for the models, made and deleted; what a run that was cut off left there is deleted first.</param>
/// <param name="assistant">The command <c>assistant</c> as it is started here: a program and its first arguments.</param>
/// <param name="time">Clock.</param>
public sealed class SpeedProbe(ProbeShapes shapes, string folder, IReadOnlyList<string> assistant, TimeProvider time)
{
    /// <summary>Tokens in front of what is timed: what a small fix has there when its place was asked about before.</summary>
    private const int KnownTokens = 512;

    /// <summary>Tokens of a prompt of which nothing is known.</summary>
    private const int ColdTokens = 600;

    /// <summary>Tokens that are generated and timed.</summary>
    private const int Generated = 48;

    /// <summary>A text with fewer says too little.</summary>
    private const int LeastGenerated = 16;

    // Each is timed so often, and the median counts: a whole model is computed at no better moments than others.
    private const int ColdTries = 3;
    private const int StepTries = 5;
    private const int Tries = 5;
    private const int TriesOfNothing = 16;
    private const int MostTries = 24;

    /// <summary>Bytes of disk that stay free whatever is measured.</summary>
    private const long DiskMargin = 2L << 30;

    private static readonly int[] StepSizes = [4, 32, 96];

    /// <summary>Why nothing can be measured here now, as a sentence; null when it can.</summary>
    /// <param name="freeMemory">Bytes that can be taken.</param>
    public string? Refusal(long freeMemory)
    {
        var disk = Files.FreeSpace(folder);
        if (disk < shapes.Bytes + DiskMargin)
            return string.Create(CultureInfo.InvariantCulture, $"measuring writes {shapes.Bytes / 1e9:0.0} GB for two minutes, and {disk / 1e9:0.0} GB of the disk are free at {folder}");
        return freeMemory < shapes.Memory
            ? string.Create(CultureInfo.InvariantCulture, $"measuring takes {shapes.Memory / 1e9:0.0} GB of memory for two minutes, and {freeMemory / 1e9:0.0} GB are free")
            : null;
    }

    /// <summary>Measures, for about two minutes.</summary>
    /// <param name="progress">Told what is done.</param>
    /// <param name="cancellationToken">Ends it; nothing is left of it then.</param>
    /// <exception cref="ModelException">The host cannot do it: its library is missing, say.</exception>
    /// <exception cref="IOException">The models cannot be written.</exception>
    public async Task<MachineSpeed> MeasureAsync(IProgress<string> progress, CancellationToken cancellationToken)
    {
        Files.DeleteOwnFolder(folder);
        Files.CreatePrivateFolder(folder);
        try
        {
            await Task.Run(() => Write(progress, cancellationToken), cancellationToken);
            var repacked = await TimeAsync([], "weights in the processor's order", progress, cancellationToken);
            var asStored = await TimeAsync(["--no-repack"], "weights as stored", progress, cancellationToken);
            // It is far from steady beside a computation on all cores, and what is taken away too much makes a whole model too fast.
            var nothing = Math.Min(repacked.Nothing.Best, asStored.Nothing.Best);
            return new MachineSpeed(SpeedOf(repacked, nothing), SpeedOf(asStored, nothing), IsMeasured: true, Math.Max(repacked.Others, asStored.Others));
        }
        finally
        {
            Files.DeleteOwnFolder(folder);
        }
    }

    private void Write(IProgress<string> progress, CancellationToken cancellationToken)
    {
        foreach (var shape in shapes.All)
        {
            progress.Report(string.Create(CultureInfo.InvariantCulture, $"writing a model to measure with: {shape.Bytes / 1e9:0.0} GB"));
            RandomModel.Write(shape, Path.Combine(folder, shape.Name + ".gguf"), cancellationToken: cancellationToken);
        }
    }

    private async Task<ModeTimes> TimeAsync(IReadOnlyList<string> arguments, string mode, IProgress<string> progress, CancellationToken cancellationToken)
    {
        await using var host = new OwnHost(assistant, folder, arguments, time);
        async Task<ProbeTimes> TimesOf(ModelShape shape, IReadOnlyList<int> sizes, int tries)
        {
            progress.Report($"measuring: {shape.Name}, {mode}");
            return await TimeAsync(host, shape, sizes, tries, cancellationToken);
        }

        var (since, before) = (time.GetTimestamp(), FreeCores.Busy());
        var times = new ModeTimes(
            (await TimesOf(shapes.Nothing, [], TriesOfNothing)).Generate,
            (await TimesOf(shapes.Output, [], Tries)).Generate.Usual,
            await TimesOf(shapes.Dense, StepSizes, Tries),
            await TimesOf(shapes.Mixture, StepSizes, Tries));
        return times with { Others = Others(before, FreeCores.Busy(), host, time.GetElapsedTime(since)) };
    }

    private static double Others((TimeSpan All, TimeSpan Own) before, (TimeSpan All, TimeSpan Own) now, OwnHost host, TimeSpan passed)
    {
        // It was started for this.
        var ofHost = host.ProcessId is { } id && OtherProcess.UsageOf(id) is { } usage ? usage.Processor : TimeSpan.Zero;
        return Math.Max(0, (now.All - before.All - (now.Own - before.Own) - ofHost) / passed);
    }

    private ModeSpeed SpeedOf(ModeTimes times, double nothing)
    {
        var dense = Layers(shapes.Dense, times.Dense, nothing);
        var ofLayers = dense.Seconds(1, shapes.Output.ActiveLayerWeights, LayerSpeed.MeasuredBits);
        return new ModeSpeed(times.Nothing.Usual, Math.Max(0, times.Output - nothing - ofLayers) / shapes.Output.OutputWeights, dense, Layers(shapes.Mixture, times.Mixture, nothing));
    }

    private static LayerSpeed Layers(ModelShape shape, ProbeTimes times, double nothing) => new(
    [
        .. times.Steps.Prepend((Tokens: 1, Seconds: times.Generate.Usual))
            .Select(step => new StepTime(step.Tokens, Math.Max(0, step.Seconds - nothing) / shape.ActiveLayerWeights)),
    ]);

    private static async Task<ProbeTimes> TimeAsync(OwnHost host, ModelShape shape, IReadOnlyList<int> sizes, int tries, CancellationToken cancellationToken)
    {
        var text = new ProbeText(shape.Name);
        Task<HostAnswer> Ask(string prompt, int tokens) => host.AskAsync(new ModelQuery(shape.Name) { Prompt = prompt, MaxTokens = tokens }, cancellationToken);
        // The first loads the model and touches its weights, and says how long a token is.
        var known = text.Known(KnownTokens);
        text.Learn(known, (await Ask(known, 1)).PromptTokens);
        known = text.Known(KnownTokens);
        await Ask(known, 1);
        var steps = new List<(int, double)>();
        foreach (var size in sizes)
            steps.Add(await MedianAsync(() => Ask(known + text.Next(size), 1), StepTries));
        // A whole prompt is measured as a whole: the host cuts it into steps as it likes.
        if (sizes.Count > 0)
            steps.Add(await MedianAsync(() => Ask(text.Fresh(ColdTokens), 1), ColdTries));
        return new ProbeTimes(steps, await GenerateAsync(Ask, () => known + text.Next(StepSizes[0]), tries));
    }

    private static async Task<(int Tokens, double Seconds)> MedianAsync(Func<Task<HostAnswer>> ask, int tries)
    {
        var answers = new List<HostAnswer>();
        for (var count = 0; count < tries; count++)
            answers.Add(await ask());
        var median = answers.OrderBy(answer => answer.Seconds / answer.Read).ElementAt(tries / 2);
        return (median.Read, median.Seconds);
    }

    // What comes before the second token is taken away. Random weights end a text now and then: one that is too short says nothing.
    private static async Task<TokenTime> GenerateAsync(Func<string, int, Task<HostAnswer>> ask, Func<string> next, int tries)
    {
        var first = double.MaxValue;
        var answers = new List<HostAnswer>();
        for (var count = 0; count < tries || (answers.Count == 0 && count < MostTries); count++)
        {
            first = Math.Min(first, (await ask(next(), 1)).Seconds);
            var answer = await ask(next(), 1 + Generated);
            if (answer.Tokens > LeastGenerated)
                answers.Add(answer);
        }

        if (answers.Count == 0)
            throw new ModelException(ModelFailure.Failed, "the model to measure with says nothing");
        // On a machine that is busy with something else the first token alone may have taken longer than all.
        var each = answers.Select(answer => Math.Max(0, answer.Seconds - first) / (answer.Tokens - 1)).Order().ToList();
        return new TokenTime(each[0], each[each.Count / 2]);
    }

    private sealed record TokenTime(double Best, double Usual);

    private sealed record ProbeTimes(IReadOnlyList<(int Tokens, double Seconds)> Steps, TokenTime Generate);

    private sealed record ModeTimes(TokenTime Nothing, double Output, ProbeTimes Dense, ProbeTimes Mixture)
    {
        public double Others { get; init; }
    }
}
