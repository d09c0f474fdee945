using Assistant.ModelHost.Engine;

namespace Assistant.ModelHost.Generation;

/// <summary>
/// The sequences of a context, and what those that nobody uses still hold. A new prompt begins with a copy of the longest
/// beginning that is known, which costs nothing: sequences share what they have in common.
///
/// Where a model only attends to what came before, any part of what is known will do. Where it carries a state along
/// (recurrent and hybrid models), a state cannot be taken back, so only what is known in whole will do; therefore states are
/// kept at points that are likely to come again, see <see cref="StablePoints"/>.
///
/// Owned by the decode loop; no other thread calls it while a job runs.
/// </summary>
internal sealed class PromptCache
{
    /// <summary>A beginning that is shorter is not worth a sequence.</summary>
    private const int Shortest = 16;

    /// <summary>How many tokens before its end a prompt's state is kept too: what is typed in a line comes last, and a line has fewer tokens than this.</summary>
    private const int LastLine = 48;

    private readonly IModelContext context;
    private readonly bool isRecurrent;
    private readonly Stack<int> free;
    private readonly List<CachedPrompt> kept = [];
    private readonly Dictionary<int, int> reserved = [];
    private long uses;

    /// <summary>Nothing is known yet.</summary>
    public PromptCache(IModelContext context, bool isRecurrent)
    {
        this.context = context;
        this.isRecurrent = isRecurrent;
        free = new Stack<int>(Enumerable.Range(0, context.Sequences).Reverse());
    }

    /// <summary>What is kept, the latest last.</summary>
    public IReadOnlyList<CachedPrompt> Kept => [.. kept.OrderBy(entry => entry.Used)];

    /// <summary>Whether so many sequences with so many tokens can be had, when all is given up that is only kept.</summary>
    public bool HasRoom(int sequences, int tokens) =>
        free.Count + kept.Count >= sequences && reserved.Values.Sum() + tokens <= context.Capacity;

    /// <summary>Takes a sequence that begins like a prompt, as far as that is known; all but the last token at most, since that must be computed.</summary>
    /// <param name="prompt">The prompt.</param>
    /// <param name="tokens">Tokens it may come to hold.</param>
    /// <returns>The sequence, and how many tokens it holds.</returns>
    public (int Sequence, int Known) Begin(IReadOnlyList<int> prompt, int tokens)
    {
        // The last sequence must not be given up for a copy of itself.
        var source = (free.Count == 0 && kept.Count == 1 ? [] : kept)
            .Select(entry => (Entry: entry, Known: Known(entry, prompt)))
            .Where(match => match.Known >= Shortest)
            .OrderByDescending(match => match.Known)
            .FirstOrDefault();
        if (source.Entry is not null)
            source.Entry.Used = ++uses;
        var sequence = Take(tokens, source.Entry);
        if (source.Entry is null)
            return (sequence, 0);
        context.Share(source.Entry.Sequence, sequence, source.Known);
        return (sequence, source.Known);
    }

    /// <summary>Takes an empty sequence.</summary>
    /// <param name="tokens">Tokens it may come to hold.</param>
    public int Take(int tokens) => Take(tokens, except: null);

    /// <summary>Gives a sequence back, and with it what it holds.</summary>
    public void Drop(int sequence)
    {
        if (!context.Forget(sequence, 0))
            throw new InvalidOperationException("a sequence could not be emptied");
        reserved.Remove(sequence);
        free.Push(sequence);
    }

    /// <summary>Gives a sequence back and keeps what it holds.</summary>
    /// <param name="sequence">The sequence.</param>
    /// <param name="tokens">Exactly what it holds.</param>
    public void Keep(int sequence, int[] tokens)
    {
        // What it goes on from is not needed beside it, unless it is a state that others may go on from.
        foreach (var entry in kept.Where(entry => entry.Tokens.AsSpan().SequenceEqual(tokens) || (!isRecurrent && tokens.AsSpan().StartsWith(entry.Tokens))).ToList())
            Evict(entry);
        if (tokens.Length < Shortest)
        {
            Drop(sequence);
            return;
        }

        reserved.Remove(sequence);
        kept.Add(new CachedPrompt(sequence, tokens) { Used = ++uses });
        MakeRoom(0, except: null);
    }

    /// <summary>Keeps what a sequence holds now, beside it, where a sequence is free for that.</summary>
    /// <param name="sequence">A sequence in use.</param>
    /// <param name="tokens">Exactly what it holds.</param>
    public void KeepBeside(int sequence, int[] tokens)
    {
        if (tokens.Length >= Shortest && !kept.Exists(entry => entry.Tokens.AsSpan().SequenceEqual(tokens)) && TryCopy(sequence, tokens.Length) is { } copy)
            Keep(copy, tokens);
    }

    /// <summary>A copy of what a sequence holds, or null when no sequence is left for it.</summary>
    public int? TryCopy(int sequence, int length)
    {
        if (free.Count == 0 && kept.Count == 0)
            return null;
        var copy = Take(0);
        if (length > 0)
            context.Share(sequence, copy, length);
        return copy;
    }

    /// <summary>Says how many tokens a sequence in use may come to hold.</summary>
    public void Reserve(int sequence, int tokens) => reserved[sequence] = tokens;

    /// <summary>How much of a prompt is known.</summary>
    public int KnownOf(IReadOnlyList<int> prompt) => kept.Select(entry => Known(entry, prompt)).DefaultIfEmpty(0).Max();

    /// <summary>How much of a prompt would be known if these tokens were kept.</summary>
    public static int KnownBy(int[] tokens, IReadOnlyList<int> prompt, bool isRecurrent)
    {
        var common = Math.Min(CommonLength(tokens, prompt), prompt.Count - 1);
        return !isRecurrent || common == tokens.Length ? common : 0;
    }

    /// <summary>Gives up all that is only kept; false when nothing was.</summary>
    public bool GiveUpAll()
    {
        var any = kept.Count > 0;
        foreach (var entry in kept.ToList())
            Evict(entry);
        return any;
    }

    /// <summary>
    /// The lengths at which a prompt's state is worth keeping, ascending: where earlier prompts went another way, since the
    /// next one may go that way again; a line before its end; and one token before its end, for the same prompt again.
    /// None for models that need no such states.
    /// </summary>
    public IReadOnlyList<int> StablePoints(IReadOnlyList<int> prompt)
    {
        if (!isRecurrent)
            return [];
        var fork = kept.Select(entry => CommonLength(entry.Tokens, prompt)).DefaultIfEmpty(0).Max();
        return [.. new[] { fork, prompt.Count - LastLine, prompt.Count - 1 }.Where(point => point >= Shortest && point < prompt.Count).Distinct().Order()];
    }

    private int Known(CachedPrompt entry, IReadOnlyList<int> prompt) => KnownBy(entry.Tokens, prompt, isRecurrent);

    private static int CommonLength(int[] tokens, IReadOnlyList<int> prompt)
    {
        var length = 0;
        while (length < tokens.Length && length < prompt.Count && tokens[length] == prompt[length])
            length++;
        return length;
    }

    private int Take(int tokens, CachedPrompt? except)
    {
        MakeRoom(tokens, except);
        if (free.Count == 0)
            Evict(kept.Where(entry => entry != except).MinBy(entry => entry.Used) ?? throw new InvalidOperationException("no sequence is free"));
        var sequence = free.Pop();
        reserved[sequence] = tokens;
        return sequence;
    }

    // What is kept counts as if it shared nothing: it is given up sooner than it must be, and never too late.
    private void MakeRoom(int tokens, CachedPrompt? except)
    {
        while (kept.Sum(entry => entry == except ? 0 : entry.Tokens.Length) + reserved.Values.Sum() + tokens > context.Capacity
            && kept.Where(entry => entry != except).MinBy(entry => entry.Used) is { } oldest)
        {
            Evict(oldest);
        }
    }

    private void Evict(CachedPrompt entry)
    {
        kept.Remove(entry);
        Drop(entry.Sequence);
    }
}
