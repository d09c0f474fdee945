namespace Assistant.Core.Proposing.Rules.Names;

/// <summary>How far one name is from another.</summary>
internal static class NameDistance
{
    /// <summary>
    /// The least number of letters inserted, left out, replaced or swapped with their neighbour, without regard to case
    /// (Damerau 1964, in the restricted form in which no letter is touched twice); more than <paramref name="most"/> is told as one more.
    /// </summary>
    public static int Between(string one, string other, int most)
    {
        if (Math.Abs(one.Length - other.Length) > most)
            return most + 1;
        // Row i holds the distances of the first i letters to each beginning of the other name; two rows back are needed.
        int[] beforeLast = [], last = [], row = [.. Enumerable.Range(0, other.Length + 1)];
        for (var i = 1; i <= one.Length; i++)
        {
            (beforeLast, last, row) = (last, row, new int[other.Length + 1]);
            row[0] = i;
            for (var j = 1; j <= other.Length; j++)
            {
                row[j] = Math.Min(Math.Min(last[j], row[j - 1]) + 1, last[j - 1] + (IsSame(one[i - 1], other[j - 1]) ? 0 : 1));
                if (i > 1 && j > 1 && IsSame(one[i - 1], other[j - 2]) && IsSame(one[i - 2], other[j - 1]))
                    row[j] = Math.Min(row[j], beforeLast[j - 2] + 1);
            }
        }

        return Math.Min(row[^1], most + 1);
    }

    private static bool IsSame(char one, char other) => char.ToUpperInvariant(one) == char.ToUpperInvariant(other);
}
