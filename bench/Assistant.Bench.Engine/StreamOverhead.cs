using Assistant.ModelHost.Engine;
using Assistant.Models;
using Assistant.RandomModels;

namespace Assistant.Bench.Engine;

/// <summary>
/// What the way from the engine to a client costs for each token: the time of a token of a streamed answer, less that of a plain
/// step for the same token, turn by turn. Shown with models whose own step takes so little that it can be seen.
/// </summary>
/// <param name="tools">What every measurement needs.</param>
internal sealed class StreamOverhead(BenchTools tools)
{
    private const double MostMilliseconds = 0.5;
    private const int Rounds = 12;

    // Its last layer is as wide as a real model's vocabulary, of which the likeliest token is looked for in each step.
    private static readonly ModelShape FullVocabulary = ModelShapes.TinyQwen3 with { Name = "tiny-qwen3-full-vocabulary", VocabularySize = ModelShapes.Dense06B.VocabularySize };

    /// <summary>Prints its rows.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        tools.Table.Section("endpoint and stream, for each token; a tiny model, since a large one's own time hides it");
        await RunAsync(ModelShapes.TinyQwen3, "vocabulary of 967", 1, cancellationToken);
        await RunAsync(FullVocabulary, "vocabulary of 151,936", 1, cancellationToken);
    }

    private async Task RunAsync(ModelShape shape, string about, int threads, CancellationToken cancellationToken)
    {
        using var model = tools.Engine.Load(tools.Models.FileOf(shape), new LoadOptions(Repack: true), _ => { }, cancellationToken);
        using var context = model.CreateContext(new ContextOptions(1024, 16, 512));
        var own = new OwnSide(context, tools.Time);
        var text = tools.Texts.Of(64, 2);
        var prompt = tools.Texts.Tokens(text);
        var tokens = own.Take(prompt, tools.Options.Counts.Streamed, threads).Tokens;
        await using var host = tools.Host(threads);
        var query = new ModelQuery(shape.Name) { Prompt = text, MaxTokens = tools.Options.Counts.Streamed };
        await host.AskAsync(query, cancellationToken);
        var (plain, streamed) = (new List<double>(), new List<double>());
        for (var round = 0; round < Rounds; round++)
        {
            plain.Add(own.SecondsOfPlainSteps(prompt, tokens, threads) * 1000);
            var answer = await host.AskAsync(query, cancellationToken);
            streamed.Add(answer.AfterFirst * 1000 / (answer.Tokens - 1));
        }

        // The best of each: what else runs only ever slows, and more than this is about.
        var over = streamed.Min() - plain.Min();
        tools.Table.Row(
            $"{about}, {threads} thread{(threads == 1 ? "" : "s")}",
            $"{EngineTable.Number(over, 2)} ms",
            $"{EngineTable.Number(streamed.Min(), 2)} less {EngineTable.Number(plain.Min(), 2)} ms",
            $"<= {EngineTable.Number(MostMilliseconds)} ms",
            over <= MostMilliseconds);
    }
}
