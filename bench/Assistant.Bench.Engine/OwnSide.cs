using Assistant.ModelHost.Engine;

namespace Assistant.Bench.Engine;

/// <summary>Our side of the comparison: a context of the engine as the host makes it, and the plainest loop.</summary>
/// <param name="context">The context.</param>
/// <param name="time">Clock.</param>
internal sealed class OwnSide(IModelContext context, TimeProvider time)
{
    private readonly TokenBatch batch = new();

    /// <summary>Takes a turn: the likeliest token each time.</summary>
    /// <param name="prompt">The prompt.</param>
    /// <param name="more">Tokens to generate after the first.</param>
    /// <param name="threads">Threads.</param>
    public Speed Take(IReadOnlyList<int> prompt, int more, int threads)
    {
        var started = time.GetTimestamp();
        var token = Likeliest(Read(prompt, threads, context.BatchCapacity));
        var read = time.GetElapsedTime(started);
        var tokens = new List<int> { token };
        started = time.GetTimestamp();
        for (var count = 0; count < more; count++)
        {
            token = Likeliest(Step(token, prompt.Count + count, threads));
            tokens.Add(token);
        }

        return new Speed(read.TotalSeconds, time.GetElapsedTime(started).TotalSeconds, tokens);
    }

    /// <summary>Computes known tokens one by one behind a prompt, choosing none, and says how long each took in seconds on average.</summary>
    public double SecondsOfPlainSteps(IReadOnlyList<int> prompt, IReadOnlyList<int> tokens, int threads)
    {
        Read(prompt, threads, context.BatchCapacity);
        var started = time.GetTimestamp();
        for (var index = 0; index < tokens.Count; index++)
            Step(tokens[index], prompt.Count + index, threads);
        return time.GetElapsedTime(started).TotalSeconds / tokens.Count;
    }

    /// <summary>Reads a prompt in steps of so many tokens, and says how long that took in seconds.</summary>
    public double SecondsOfPrompt(IReadOnlyList<int> prompt, int threads, int step)
    {
        var started = time.GetTimestamp();
        Read(prompt, threads, step);
        return time.GetElapsedTime(started).TotalSeconds;
    }

    private static int Likeliest(ReadOnlySpan<float> logits)
    {
        var best = 0;
        for (var token = 1; token < logits.Length; token++)
        {
            if (logits[token] > logits[best])
                best = token;
        }

        return best;
    }

    private ReadOnlySpan<float> Read(IReadOnlyList<int> prompt, int threads, int step)
    {
        context.Forget(0, 0);
        var row = 0;
        for (var from = 0; from < prompt.Count; from += step)
        {
            batch.Clear();
            for (var position = from; position < Math.Min(prompt.Count, from + step); position++)
                row = batch.Add(prompt[position], position, 0, wantsLogits: position == prompt.Count - 1);
            Compute(threads);
        }

        return context.Logits(row);
    }

    private ReadOnlySpan<float> Step(int token, int position, int threads)
    {
        batch.Clear();
        batch.Add(token, position, 0, wantsLogits: true);
        Compute(threads);
        return context.Logits(0);
    }

    private void Compute(int threads)
    {
        if (context.Decode(batch, threads) != DecodeOutcome.Done)
            throw new BenchException("the engine failed to compute a step");
    }
}
