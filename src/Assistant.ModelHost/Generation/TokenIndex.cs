using Assistant.ModelHost.Engine;

namespace Assistant.ModelHost.Generation;

/// <summary>The tokens of a vocabulary in the order of their bytes, to find those that begin with some. Made once for a model.</summary>
internal sealed class TokenIndex
{
    private readonly ITokenizer tokenizer;
    private readonly int[] sorted;

    /// <summary>Sorts a vocabulary.</summary>
    public TokenIndex(ITokenizer tokenizer)
    {
        this.tokenizer = tokenizer;
        sorted = [.. Enumerable.Range(0, tokenizer.Count).Where(token => !tokenizer.Bytes(token).IsEmpty)];
        Array.Sort(sorted, (one, other) => tokenizer.Bytes(one).SequenceCompareTo(tokenizer.Bytes(other)));
    }

    /// <summary>The tokens that are exactly these bytes.</summary>
    public ReadOnlySpan<int> Exactly(ReadOnlySpan<byte> bytes)
    {
        var first = FirstNotBefore(bytes);
        var last = first;
        while (last < sorted.Length && tokenizer.Bytes(sorted[last]).SequenceEqual(bytes))
            last++;
        return sorted.AsSpan(first..last);
    }

    /// <summary>The tokens that begin with bytes, those that are exactly these first.</summary>
    public ReadOnlySpan<int> BeginningWith(ReadOnlySpan<byte> bytes)
    {
        var first = FirstNotBefore(bytes);
        var last = first;
        while (last < sorted.Length && tokenizer.Bytes(sorted[last]).StartsWith(bytes))
            last++;
        return sorted.AsSpan(first..last);
    }

    private int FirstNotBefore(ReadOnlySpan<byte> bytes)
    {
        var (low, high) = (0, sorted.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (tokenizer.Bytes(sorted[middle]).SequenceCompareTo(bytes) < 0)
                low = middle + 1;
            else
                high = middle;
        }

        return low;
    }
}
