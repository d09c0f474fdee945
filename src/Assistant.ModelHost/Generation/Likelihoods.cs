using System.Numerics;
using System.Runtime.InteropServices;
using Assistant.ModelHost.Engine;

namespace Assistant.ModelHost.Generation;

/// <summary>
/// Makes probabilities of a model's numbers, for requests that ask: as many numbers at once as the processor takes, as
/// <see cref="LikeliestToken"/> does.
/// </summary>
internal static class Likelihoods
{
    /// <summary>What is less likely is told as this, since JSON has no infinity; other servers say the same.</summary>
    private const double Least = -9999;

    /// <summary>The likelihood of a token and of the likeliest ones.</summary>
    /// <param name="tokenizer">The model's tokens.</param>
    /// <param name="logits">One number for each token of the vocabulary.</param>
    /// <param name="token">The token.</param>
    /// <param name="top">How many of the likeliest are told.</param>
    /// <exception cref="GenerationException">The numbers are none.</exception>
    public static TokenLogprob Of(ITokenizer tokenizer, ReadOnlySpan<float> logits, int token, int top)
    {
        var whole = LogSum(logits);
        var likeliest = new List<TokenLogprob>(top);
        foreach (var other in Top(logits, top))
            likeliest.Add(Told(tokenizer, logits, other, whole, []));
        return Told(tokenizer, logits, token, whole, likeliest);
    }

    /// <summary>The logarithm of the sum of what the numbers are the logarithms of. What is no number counts as nothing.</summary>
    /// <exception cref="GenerationException">The numbers are none.</exception>
    public static double LogSum(ReadOnlySpan<float> logits)
    {
        var highest = logits[LikeliestToken.Of(logits)];
        if (!float.IsFinite(highest))
            throw TokenChooser.NoNumbers();
        var rows = MemoryMarshal.Cast<float, Vector<float>>(logits);
        var sums = Vector<double>.Zero;
        foreach (var row in rows)
        {
            var weights = Vector.ConditionalSelect(Vector.Equals(row, row), Vector.Exp(row - new Vector<float>(highest)), Vector<float>.Zero);
            // Added as single numbers, those of a vocabulary of 151,936 would lose two digits.
            Vector.Widen(weights, out var low, out var high);
            sums += low + high;
        }

        var sum = Vector.Sum(sums);
        foreach (var rest in logits[(rows.Length * Vector<float>.Count)..])
            sum += float.IsNaN(rest) ? 0 : Math.Exp(rest - highest);
        return highest + Math.Log(sum);
    }

    /// <summary>The tokens with the highest numbers, the highest first, of equal ones the first first.</summary>
    public static IReadOnlyList<int> Top(ReadOnlySpan<float> logits, int count)
    {
        var best = new List<int>(count + 1);
        if (count == 0)
            return best;
        var width = Vector<float>.Count;
        var rows = MemoryMarshal.Cast<float, Vector<float>>(logits);
        for (var row = 0; row < rows.Length; row++)
        {
            if (best.Count == count && !Vector.GreaterThanAny(rows[row], new Vector<float>(logits[best[^1]])))
                continue;
            for (var column = 0; column < width; column++)
                Take(best, count, logits, (row * width) + column);
        }

        for (var token = rows.Length * width; token < logits.Length; token++)
            Take(best, count, logits, token);
        return best;
    }

    private static void Take(List<int> best, int count, ReadOnlySpan<float> logits, int token)
    {
        var value = logits[token];
        if (float.IsNaN(value) || (best.Count == count && value <= logits[best[^1]]))
            return;
        var at = best.Count;
        while (at > 0 && logits[best[at - 1]] < value)
            at--;
        best.Insert(at, token);
        if (best.Count > count)
            best.RemoveAt(count);
    }

    private static TokenLogprob Told(ITokenizer tokenizer, ReadOnlySpan<float> logits, int token, double whole, IReadOnlyList<TokenLogprob> top) =>
        new(tokenizer.Bytes(token).ToArray(), Math.Clamp(logits[token] - whole, Least, 0), top);
}
