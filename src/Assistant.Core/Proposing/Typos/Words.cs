using Microsoft.CodeAnalysis.Text;

namespace Assistant.Core.Proposing.Typos;

/// <summary>The words that names and prose are made of.</summary>
internal static class Words
{
    /// <summary>Shorter ones are too often something else.</summary>
    public const int Shortest = 4;

    /// <summary>The words of a name in camel case, without abbreviations in capitals.</summary>
    public static IEnumerable<TextSpan> OfName(string name)
    {
        for (var start = 0; start < name.Length;)
        {
            var end = start + 1;
            if (IsLetter(name[start]))
            {
                while (end < name.Length && name[end] is >= 'a' and <= 'z')
                    end++;
                // A capital alone begins or belongs to an abbreviation.
                if (end - start >= Shortest && !(start > 0 && IsCapital(name[start - 1]) && IsCapital(name[start])))
                    yield return TextSpan.FromBounds(start, end);
            }

            start = end;
        }
    }

    /// <summary>
    /// The words of a text that people wrote for people: between blanks, with the punctuation of prose around them. What
    /// looks like a name, a path, a placeholder or a key is none.
    /// </summary>
    public static IEnumerable<TextSpan> OfProse(string text)
    {
        for (var start = 0; start < text.Length;)
        {
            var end = start;
            while (end < text.Length && !char.IsWhiteSpace(text[end]))
                end++;
            var span = Trimmed(text, start, end);
            if (span.Length >= Shortest && IsWord(text.AsSpan(span.Start, span.Length)))
                yield return span;
            start = end + 1;
        }
    }

    private static TextSpan Trimmed(string text, int start, int end)
    {
        while (start < end && text[start] is '(' or '"' or '\'' or '*' or '-')
            start++;
        while (start < end && text[end - 1] is ')' or '"' or '\'' or ',' or '.' or ';' or ':' or '!' or '?' or '*')
            end--;
        return TextSpan.FromBounds(start, Math.Max(start, end));
    }

    // Small letters, the first perhaps capital.
    private static bool IsWord(ReadOnlySpan<char> text) => IsLetter(text[0]) && text[1..].IndexOfAnyExceptInRange('a', 'z') < 0;

    private static bool IsLetter(char letter) => letter is >= 'a' and <= 'z' || IsCapital(letter);

    private static bool IsCapital(char letter) => letter is >= 'A' and <= 'Z';
}
