using System.Text.Json;
using Assistant.Platform;

namespace Assistant.Bench.Engine;

/// <summary>
/// node-llama-cpp's side, bench/engine/speed.mjs: a process that is asked and answers in lines of JSON. While it is not asked it
/// computes nothing.
/// </summary>
internal sealed class NodeSide : IDisposable
{
    private readonly PipedChild child;
    private readonly StreamReader answers;
    private readonly StreamWriter questions;

    private NodeSide(PipedChild child)
    {
        this.child = child;
        answers = new StreamReader(child.Output);
        questions = new StreamWriter(child.Input) { AutoFlush = true };
    }

    /// <summary>Starts it and waits until it has loaded a model.</summary>
    /// <param name="options">Where it is.</param>
    /// <param name="model">The model's file.</param>
    /// <param name="contextTokens">Tokens of a context.</param>
    /// <param name="batchTokens">Tokens of a step.</param>
    public static async Task<NodeSide> StartAsync(BenchOptions options, string model, int contextTokens, int batchTokens)
    {
        var side = new NodeSide(ChildProcess.StartPiped(
            options.Node, [options.Script], Path.GetDirectoryName(options.Script)!, new Dictionary<string, string?>(StringComparer.Ordinal) { ["GGML_NO_BACKTRACE"] = "1" }));
        try
        {
            await side.AskAsync(new NodeQuestion(model, contextTokens, batchTokens, 0, [], 0));
            return side;
        }
        catch
        {
            side.Dispose();
            throw;
        }
    }

    /// <summary>Takes a turn, see <see cref="OwnSide.Take"/>.</summary>
    public async Task<Speed> TakeAsync(IReadOnlyList<int> prompt, int more, int threads)
    {
        var answer = await AskAsync(new NodeQuestion(null, 0, 0, threads, prompt, more));
        return new Speed(answer.PromptMilliseconds / 1000, answer.GenerateMilliseconds / 1000, answer.Tokens ?? []);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        questions.Dispose();
        answers.Dispose();
        child.Dispose();
    }

    private async Task<NodeAnswer> AskAsync(NodeQuestion question)
    {
        await questions.WriteLineAsync(JsonSerializer.Serialize(question, NodeJson.Default.NodeQuestion));
        var line = await answers.ReadLineAsync() ?? throw new BenchException("node-llama-cpp ended without an answer: see the lines above");
        return JsonSerializer.Deserialize(line, NodeJson.Default.NodeAnswer) ?? throw new BenchException("node-llama-cpp gave an empty answer");
    }
}
