using Assistant.ModelHost.Generation;
using Assistant.Platform;
using Assistant.RandomModels;

namespace Assistant.Bench.Engine;

/// <summary>What a draft brings at most: one that is the answer itself, through the generator, against none.</summary>
/// <param name="tools">What every measurement needs.</param>
internal sealed class Speculation(BenchTools tools)
{
    /// <summary>Prints its row.</summary>
    public async Task RunAsync(BenchShape shape, CancellationToken cancellationToken)
    {
        using var folder = TempFolder.Create("assistant-bench-");
        var options = new HostOptions(new FolderModels(tools.Models.Path), null, Path.Combine(folder.Path, "host.note"), HostOptions.UsualContext, 0, TimeSpan.FromHours(1));
        await using var generator = new HostGenerator(new NumberEngine(tools.Engine), options, tools.Time, MachineMemory.Available);
        try
        {
            await RunAsync(generator, shape.Shape, cancellationToken);
        }
        catch (GenerationException failure) when (failure.Failure == GenerationFailure.Busy && shape.Smaller is not null)
        {
            tools.Table.Note($"with a draft: {shape.Smaller.Layers} of {shape.Layers} layers");
            await RunAsync(generator, shape.Smaller, cancellationToken);
        }
    }

    private async Task RunAsync(HostGenerator generator, ModelShape shape, CancellationToken cancellationToken)
    {
        var (plain, answer) = await TakeAsync(generator, shape, null, cancellationToken);
        var (drafted, same) = await TakeAsync(generator, shape, answer, cancellationToken);
        tools.Table.Row(
            $"generation with a draft that is the answer ({tools.Options.Counts.Guessed} tokens)",
            $"{EngineTable.Number(drafted)} t/s",
            $"without {EngineTable.Number(plain)} t/s",
            $"{EngineTable.Number(drafted / plain, 2)} times");
        if (same != answer)
            throw new BenchException("a draft changed the answer");
    }

    private async Task<(double TokensPerSecond, string Answer)> TakeAsync(HostGenerator generator, ModelShape shape, string? draft, CancellationToken cancellationToken)
    {
        var prompt = string.Join(' ', tools.Texts.Tokens(tools.Texts.Of(64, 7)));
        var request = new GenerationRequest(
            shape.Name, new GenerationInput.Plain(prompt), tools.Options.Counts.Guessed, 1, new SamplingOptions(0, 0, 1, 0, 1), [], null, null, draft, 0);
        var started = tools.Time.GetTimestamp();
        var text = new System.Text.StringBuilder();
        await foreach (var happened in generator.GenerateAsync(request, cancellationToken))
        {
            if (happened is GenerationEvent.PromptRead)
                started = tools.Time.GetTimestamp();
            if (happened is GenerationEvent.Text more)
                text.Append(more.Value);
        }

        // The first comes with the prompt.
        return ((tools.Options.Counts.Guessed - 1) / tools.Time.GetElapsedTime(started).TotalSeconds, text.ToString());
    }
}
