namespace Assistant.Core.Context;

/// <summary>The words of what the user wants, and how many of them a name has.</summary>
internal sealed class WordOverlap
{
    private const int Shortest = 4;

    private readonly List<string> words;

    /// <summary>The words of a text; of none there are none.</summary>
    public WordOverlap(string? text) => words = [.. Words(text ?? "").Where(word => word.Length >= Shortest).Distinct(StringComparer.OrdinalIgnoreCase).Take(60)];

    /// <summary>How many words there are.</summary>
    public int Count => words.Count;

    /// <summary>How many parts of a name begin as a word does, or a word as they do.</summary>
    public int With(string name) => words.Count == 0 ? 0
        : Words(name).Count(part => part.Length >= Shortest && words.Exists(word => word.StartsWith(part, StringComparison.OrdinalIgnoreCase) || part.StartsWith(word, StringComparison.OrdinalIgnoreCase)));

    // Names are cut at their humps.
    private static IEnumerable<string> Words(string text)
    {
        var start = 0;
        for (var at = 0; at <= text.Length; at++)
        {
            var ends = at == text.Length || !char.IsLetterOrDigit(text[at]);
            if (!ends && !(char.IsUpper(text[at]) && at > start && !char.IsUpper(text[at - 1])))
                continue;
            if (at > start)
                yield return text[start..at];
            start = ends ? at + 1 : at;
        }
    }
}
