using Assistant.ModelHost.Engine;

namespace Assistant.Bench.Engine;

/// <summary>
/// Ours against node-llama-cpp on the same library: the same file, tokens, batch and threads, both repacked and mapped, turn by
/// turn. The other side always copies weights into the processor's order, so ours does here too, whatever the host would do.
/// </summary>
/// <param name="tools">What every measurement needs.</param>
internal sealed class SideComparison(BenchTools tools)
{
    // Ratios of single turns on a busy machine differ by about so much.
    private const double Least = 0.97;

    private const int ContextTokens = 1024;
    private const int BatchTokens = 512;

    /// <summary>Prints its rows and gives what our side did.</summary>
    public async Task<Rates> RunAsync(BenchShape shape, CancellationToken cancellationToken)
    {
        var counts = tools.Options.Counts;
        var compared = shape.Smaller ?? shape.Shape;
        var file = tools.Models.FileOf(compared);
        if (shape.Smaller is not null)
            tools.Table.Note($"against node-llama-cpp: {compared.Layers} of {shape.Layers} layers, since both sides hold it at once; rates are those of the cut");
        using var model = tools.Engine.Load(file, new LoadOptions(Repack: true), _ => { }, cancellationToken);
        using var context = model.CreateContext(new ContextOptions(ContextTokens, 16, BatchTokens));
        var own = new OwnSide(context, tools.Time);
        using var node = await NodeSide.StartAsync(tools.Options, file, ContextTokens, BatchTokens);
        var prompt = tools.Texts.Tokens(tools.Texts.Of(counts.Prompt, 1));
        var rates = new Dictionary<int, (double Prompt, double Generate)>();
        foreach (var threads in new[] { 1, 2 })
        {
            // A first turn touches the weights.
            own.Take(prompt[..16], 1, threads);
            await node.TakeAsync(prompt[..16], 1, threads);
            var ours = new List<Speed>();
            var theirs = new List<Speed>();
            for (var round = 0; round < counts.Rounds; round++)
            {
                ours.Add(own.Take(prompt, counts.Generated, threads));
                theirs.Add(await node.TakeAsync(prompt, counts.Generated, threads));
            }

            rates[threads] = Print(threads, prompt.Length, ours, theirs);
        }

        new StepSizes(tools).Print(own);
        // The output is computed once whatever the layers, so a cut is a little slower for its layers than the whole.
        var part = (double)compared.Layers / shape.Layers;
        return new Rates(rates[1].Prompt * part, rates[1].Generate * part, rates[2].Generate * part);
    }

    private (double Prompt, double Generate) Print(int threads, int prompt, List<Speed> ours, List<Speed> theirs)
    {
        var name = threads == 1 ? "1 thread" : $"{threads} threads";
        var same = ours.Zip(theirs).All(pair => pair.First.Tokens.SequenceEqual(pair.Second.Tokens));
        var read = Row($"prompt of {prompt} tokens, {name}", ours.Select(speed => prompt / speed.PromptSeconds), theirs.Select(speed => prompt / speed.PromptSeconds));
        var generated = ours[0].Tokens.Count - 1;
        var made = Row($"generation, {name}", ours.Select(speed => generated / speed.GenerateSeconds), theirs.Select(speed => generated / speed.GenerateSeconds));
        if (!same)
            tools.Table.Note("  the two sides did not generate the same tokens");
        return (read, made);
    }

    private double Row(string what, IEnumerable<double> ours, IEnumerable<double> theirs)
    {
        // The best of each: what else runs only ever slows.
        var (own, other) = (ours.Max(), theirs.Max());
        var ratio = own / other;
        tools.Table.Row(what, $"{EngineTable.Number(own)} t/s", $"node-llama-cpp {EngineTable.Number(other)}", $"ratio {EngineTable.Number(ratio, 2)} >= {EngineTable.Number(Least, 2)}", ratio >= Least);
        return own;
    }
}
