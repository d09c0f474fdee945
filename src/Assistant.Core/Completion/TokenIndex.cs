namespace Assistant.Core.Completion;

/// <summary>
/// Counts what followed what in some files. A suffix array over their tokens (Manber and Myers 1990), sorted to
/// <see cref="Depth"/> tokens: all places of a context are neighbours in it, and among them all places of one next token, so
/// every count is the difference of two binary searches. Nine bytes a token in all, and four for each different one.
/// </summary>
internal sealed class TokenIndex
{
    /// <summary>How many tokens a context and what follows it may have together.</summary>
    public const int Depth = 8;

    // How many names before a place its own is looked for.
    private const int MostBack = 6;

    private readonly int[] tokens;
    private readonly Gap[] gaps;
    private readonly int[] order;

    // By number of a token, where in the order the suffixes begin that begin with it.
    private readonly int[] firsts;

    /// <param name="files">Each is a whole: no context reaches from one into another.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <param name="leaveOut">So many tokens at the end of the last file are only what follows others.</param>
    public TokenIndex(IReadOnlyCollection<CodeTokens> files, CancellationToken cancellationToken, int leaveOut = 0)
    {
        tokens = new int[files.Sum(file => file.Numbers.Length + 1) + Depth];
        gaps = new Gap[tokens.Length];
        var end = 0;
        foreach (var file in files)
        {
            file.Numbers.CopyTo(tokens, end);
            file.Gaps.CopyTo(gaps, end);
            end += file.Numbers.Length + 1;
        }

        end = Math.Max(0, end - 1 - leaveOut);
        firsts = new int[(end == 0 ? 0 : tokens.Max()) + 2];
        foreach (var token in tokens.AsSpan(0, end))
            firsts[token + 1] += token == Vocabulary.Boundary ? 0 : 1;
        for (var token = 1; token < firsts.Length; token++)
            firsts[token] += firsts[token - 1];
        order = new int[firsts[^1]];
        Sort(end, cancellationToken);
    }

    /// <summary>How many tokens there are.</summary>
    public int Count => order.Length;

    /// <summary>The places at which a context stands.</summary>
    public (int Low, int High) Find(ReadOnlySpan<int> context)
    {
        if (context.IsEmpty)
            return (0, order.Length);
        var places = BucketOf(context[0]);
        return context.Length == 1 || places.Low == places.High ? places : (Bound(places, context, isUpper: false), Bound(places, context, isUpper: true));
    }

    /// <summary>Adds how often each of some tokens follows at some places.</summary>
    /// <param name="places">What <see cref="Find"/> gave.</param>
    /// <param name="length">The tokens of that context; less than <see cref="Depth"/>.</param>
    /// <param name="slots">The tokens, each with its place in <paramref name="counts"/>.</param>
    /// <param name="weight">What each is worth.</param>
    /// <param name="counts">What it is added to.</param>
    public void AddCounts((int Low, int High) places, int length, Dictionary<int, int> slots, double weight, double[] counts)
    {
        // What follows a longer context is less than what may stand there.
        if (length > 0 && places.High - places.Low < slots.Count * 2)
        {
            foreach (var (token, count, _) in Next(places, length))
            {
                if (slots.TryGetValue(token, out var slot))
                    counts[slot] += weight * count;
            }

            return;
        }

        foreach (var (token, slot) in slots)
            counts[slot] += weight * CountOf(places, length, token);
    }

    /// <summary>How often a token follows at some places.</summary>
    public int CountOf((int Low, int High) places, int length, int token)
    {
        if (length == 0)
            return BucketOf(token).High - BucketOf(token).Low;
        return places.Low == places.High ? 0 : Bound(places, length, token, isUpper: true) - Bound(places, length, token, isUpper: false);
    }

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

    /// <summary>The parts that what follows at some places plays there: how many names before it the same one stands, or 0 where none does.</summary>
    /// <param name="places">What <see cref="Find"/> gave.</param>
    /// <param name="length">The tokens of that context.</param>
    /// <param name="isName">Whether a token is a name.</param>
    public IEnumerable<(int Back, Gap Gap)> Parts((int Low, int High) places, int length, Func<int, bool> isName)
    {
        for (var at = places.Low; at < places.High; at++)
            yield return (BackOf(order[at] + length, isName), gaps[order[at] + length]);
    }

    private int BackOf(int position, Func<int, bool> isName)
    {
        var back = 0;
        for (var before = position - 1; before >= 0 && tokens[before] != Vocabulary.Boundary && back < MostBack; before--)
        {
            back += isName(tokens[before]) ? 1 : 0;
            if (tokens[before] == tokens[position] && isName(tokens[before]))
                return back;
        }

        return 0;
    }

    // By their first tokens at once, then those of each by the rest.
    private void Sort(int end, CancellationToken cancellationToken)
    {
        var next = firsts.AsSpan(0, firsts.Length - 1).ToArray();
        for (var position = 0; position < end; position++)
        {
            if (tokens[position] != Vocabulary.Boundary)
                order[next[tokens[position]]++] = position;
        }

        for (var token = 1; token + 1 < firsts.Length; token++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            order.AsSpan(firsts[token]..firsts[token + 1]).Sort(new BySuffix(tokens));
        }
    }

    private (int Low, int High) BucketOf(int token) => token + 1 < firsts.Length ? (firsts[token], firsts[token + 1]) : (0, 0);

    private int Bound((int Low, int High) places, ReadOnlySpan<int> context, bool isUpper)
    {
        var (low, high) = places;
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
