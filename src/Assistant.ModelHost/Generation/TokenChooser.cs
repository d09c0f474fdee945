using Assistant.ModelHost.Engine;

namespace Assistant.ModelHost.Generation;

/// <summary>
/// Takes one token of those that may come. The order is llama.cpp's: the likeliest <c>top_k</c>, of these the fewest that make
/// <c>top_p</c>, of these those above <c>min_p</c>, then one is drawn at the temperature.
/// </summary>
/// <param name="options">How.</param>
/// <param name="candidate">Which candidate it chooses for, from 0.</param>
internal sealed class TokenChooser(SamplingOptions options, int candidate)
{
    private readonly Random random = new(unchecked((int)(options.Seed + (uint)candidate)));

    /// <summary>The token, or null when none may come.</summary>
    /// <param name="logits">One number for each token of the vocabulary.</param>
    /// <param name="allowed">The tokens that may come; null for all.</param>
    /// <param name="grammar">Asked last, since it is dear: first of the one token that would be taken, and of all only when that may not come.</param>
    /// <exception cref="GenerationException">The numbers are none.</exception>
    public int? Choose(ReadOnlySpan<float> logits, IReadOnlyList<int>? allowed, ITokenGrammar? grammar)
    {
        var luck = options.Temperature > 0 ? random.NextDouble() : 0;
        var token = Choose(logits, allowed, luck);
        if (token is null || grammar is null || grammar.Allows(token.Value))
            return token;
        return Choose(logits, grammar.Allowed([.. allowed ?? Enumerable.Range(0, logits.Length)]), luck);
    }

    /// <summary>What is said of numbers that are none.</summary>
    public static GenerationException NoNumbers() =>
        new(GenerationFailure.Engine, "the model computes what is no number: its file is damaged, load it again");

    private int? Choose(ReadOnlySpan<float> logits, IReadOnlyList<int>? allowed, double luck)
    {
        if (allowed is { Count: 0 })
            return null;
        var best = allowed is null ? LikeliestToken.Of(logits) : Likeliest(logits, allowed);
        if (!float.IsFinite(logits[best]))
            throw NoNumbers();
        return options.Temperature > 0 ? Draw(logits, allowed, logits[best], luck) : best;
    }

    private int Draw(ReadOnlySpan<float> logits, IReadOnlyList<int>? allowed, float highest, double luck)
    {
        // What is e^-20 times less likely than the likeliest is never drawn, and need not be sorted.
        const float Hopeless = 20;
        var floor = highest - Hopeless * Math.Max(1, options.Temperature);
        var tokens = new List<(float Logit, int Token)>();
        for (var index = 0; index < (allowed?.Count ?? logits.Length); index++)
        {
            var token = allowed is null ? index : allowed[index];
            if (logits[token] >= floor)
                tokens.Add((logits[token], token));
        }

        tokens.Sort((one, other) => one.Logit != other.Logit ? other.Logit.CompareTo(one.Logit) : one.Token.CompareTo(other.Token));
        var count = options.TopK > 0 ? Math.Min(options.TopK, tokens.Count) : tokens.Count;
        count = Leading(tokens, count);
        return At(tokens, count, luck);
    }

    // How many of the likeliest are left by top_p and min_p.
    private int Leading(List<(float Logit, int Token)> tokens, int count)
    {
        var weights = tokens.Take(count).Select(item => Math.Exp(item.Logit - tokens[0].Logit)).ToArray();
        var total = weights.Sum();
        var sum = 0.0;
        for (var index = 0; index < count; index++)
        {
            if (weights[index] < options.MinP)
                return Math.Max(1, index);
            sum += weights[index];
            if (options.TopP < 1 && sum >= options.TopP * total)
                return index + 1;
        }

        return count;
    }

    private int At(List<(float Logit, int Token)> tokens, int count, double luck)
    {
        var weights = tokens.Take(count).Select(item => Math.Exp((item.Logit - tokens[0].Logit) / options.Temperature)).ToArray();
        var left = luck * weights.Sum();
        for (var index = 0; index < count - 1; index++)
        {
            left -= weights[index];
            if (left < 0)
                return tokens[index].Token;
        }

        return tokens[count - 1].Token;
    }

    private static int Likeliest(ReadOnlySpan<float> logits, IReadOnlyList<int> tokens)
    {
        var best = tokens[0];
        foreach (var token in tokens)
        {
            if (logits[token] > logits[best] || (logits[token] == logits[best] && token < best))
                best = token;
        }

        return best;
    }
}
