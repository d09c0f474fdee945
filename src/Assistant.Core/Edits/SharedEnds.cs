namespace Assistant.Core.Edits;

/// <summary>What two texts have in common at their ends.</summary>
public static class SharedEnds
{
    /// <summary>How much of their beginnings and of their ends is the same, without counting anything twice.</summary>
    /// <returns>Two lengths in UTF-16 units.</returns>
    public static (int Start, int End) Of(string before, string after)
    {
        var start = before.AsSpan().CommonPrefixLength(after);
        return (start, EndOf(before, after, start));
    }

    /// <summary>How much of their ends is the same, behind a beginning of so many UTF-16 units.</summary>
    public static int EndOf(string before, string after, int start)
    {
        var most = Math.Min(before.Length, after.Length) - start;
        var end = 0;
        while (end < most && before[^(end + 1)] == after[^(end + 1)])
            end++;
        return end;
    }
}
