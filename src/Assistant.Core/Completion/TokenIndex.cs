namespace Assistant.Core.Completion;

/// <summary>
/// Counts what followed what in some files. A suffix array over their tokens (Manber and Myers 1990), sorted to
/// <see cref="Depth"/> tokens: all places of a context are neighbours in it, and among them all places of one next token, so
/// every count is the difference of two binary searches. Nine bytes a token in all.
/// </summary>
internal sealed class TokenIndex
{
    /// <summary>How many tokens a context and what follows it may have together.</summary>
    public const int Depth = 8;

    private readonly int[] tokens;
    private readonly Gap[] gaps;
    private readonly int[] order;

    /// <param name="files">Each is a whole: no context reaches from one into another.</param>
    public TokenIndex(IReadOnlyCollection<CodeTokens> files)
    {
        tokens = new int[files.Sum(file => file.Numbers.Length + 1) + Depth];
        gaps = new Gap[tokens.Length];
        var at = 0;
        foreach (var file in files)
        {
            file.Numbers.CopyTo(tokens, at);
            file.Gaps.CopyTo(gaps, at);
            at += file.Numbers.Length + 1;
        }

        order = new int[files.Sum(file => file.Numbers.Length)];
        var next = 0;
        for (var position = 0; next < order.Length; position++)
        {
            if (tokens[position] != Vocabulary.Boundary)
                order[next++] = position;
        }

        order.AsSpan().Sort(new BySuffix(tokens));
    }

    /// <summary>How many tokens there are.</summary>
    public int Count => order.Length;

    /// <summary>The places at which a context stands.</summary>
    public (int Low, int High) Find(ReadOnlySpan<int> context) => (Bound(context, isUpper: false), Bound(context, isUpper: true));

    /// <summary>How often a token follows at some places.</summary>
    /// <param name="places">What <see cref="Find"/> gave.</param>
    /// <param name="length">The tokens of that context; less than <see cref="Depth"/>.</param>
    /// <param name="token">The token.</param>
    public int CountOf((int Low, int High) places, int length, int token) => places.Low == places.High ? 0
        : Bound(places, length, token, isUpper: true) - Bound(places, length, token, isUpper: false);

    /// <summary>What follows at some places, each token once, with how often and what stood before it at the first of them.</summary>
    public IEnumerable<(int Token, int Count, Gap Gap)> Next((int Low, int High) places, int length)
    {
        for (var low = places.Low; low < places.High;)
        {
            var token = tokens[order[low] + length];
            var high = Bound((low, places.High), length, token, isUpper: true);
            if (token != Vocabulary.Boundary)
                yield return (token, high - low, gaps[order[low] + length]);
            low = high;
        }
    }

    private int Bound(ReadOnlySpan<int> context, bool isUpper)
    {
        var (low, high) = (0, order.Length);
        while (low < high)
        {
            var middle = (low + high) >>> 1;
            var compared = tokens.AsSpan(order[middle], context.Length).SequenceCompareTo(context);
            if (compared < 0 || (isUpper && compared == 0))
                low = middle + 1;
            else
                high = middle;
        }

        return low;
    }

    private int Bound((int Low, int High) places, int length, int token, bool isUpper)
    {
        var (low, high) = places;
        while (low < high)
        {
            var middle = (low + high) >>> 1;
            var found = tokens[order[middle] + length];
            if (found < token || (isUpper && found == token))
                low = middle + 1;
            else
                high = middle;
        }

        return low;
    }

    private readonly struct BySuffix(int[] tokens) : IComparer<int>
    {
        public int Compare(int left, int right) => tokens.AsSpan(left, Depth).SequenceCompareTo(tokens.AsSpan(right, Depth));
    }
}
