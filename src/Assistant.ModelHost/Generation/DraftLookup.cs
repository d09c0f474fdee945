namespace Assistant.ModelHost.Generation;

/// <summary>
/// Guesses what comes next from a text that is likely to be repeated (prompt lookup): it goes on behind the place where the
/// last tokens stand in that text. A guess is only computed together with the next token, never taken unseen.
/// </summary>
/// <param name="draft">The tokens of that text.</param>
internal sealed class DraftLookup(IReadOnlyList<int> draft)
{
    /// <summary>Tokens that must agree before a guess is made again after one was wrong; as in published prompt lookup, which uses up to 3.</summary>
    private const int Agreement = 3;

    private int next;
    private int last;

    /// <summary>The guess, at most <paramref name="length"/> tokens; none when there is no place to go on from.</summary>
    public IReadOnlyList<int> Guess(int length) =>
        next < 0 ? [] : [.. draft.Skip(next).Take(length)];

    /// <summary>Told each token that was generated, in order, with all before it.</summary>
    /// <param name="generated">All tokens so far, the new one last.</param>
    public void Follow(IReadOnlyList<int> generated)
    {
        var token = generated[^1];
        if (next >= 0 && next < draft.Count && draft[next] == token)
        {
            last = ++next;
            return;
        }

        next = Find(generated);
    }

    // Behind the first place, from where we were and then around, that reads like the last tokens.
    private int Find(IReadOnlyList<int> generated)
    {
        if (generated.Count < Agreement)
            return -1;
        for (var step = 0; step <= draft.Count - Agreement; step++)
        {
            var at = (last + step) % (draft.Count - Agreement + 1);
            if (draft[at] == generated[^3] && draft[at + 1] == generated[^2] && draft[at + 2] == generated[^1])
                return at + Agreement;
        }

        return -1;
    }
}
