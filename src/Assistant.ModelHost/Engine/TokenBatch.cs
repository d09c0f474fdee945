namespace Assistant.ModelHost.Engine;

/// <summary>The tokens of one step.</summary>
internal sealed class TokenBatch
{
    private readonly List<Entry> entries = [];

    /// <summary>How many there are.</summary>
    public int Count => entries.Count;

    /// <summary>What is to be computed, in order.</summary>
    public IReadOnlyList<Entry> Entries => entries;

    /// <summary>Empties it.</summary>
    public void Clear() => entries.Clear();

    /// <summary>Adds a token and gives its row.</summary>
    /// <param name="token">The token.</param>
    /// <param name="position">Its position in its sequence, from 0.</param>
    /// <param name="sequence">Its sequence.</param>
    /// <param name="wantsLogits">Whether what comes behind it will be asked for.</param>
    public int Add(int token, int position, int sequence, bool wantsLogits)
    {
        entries.Add(new Entry(token, position, sequence, wantsLogits));
        return entries.Count - 1;
    }

    /// <summary>One token.</summary>
    internal readonly record struct Entry(int Token, int Position, int Sequence, bool WantsLogits);
}
