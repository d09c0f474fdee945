using System.Collections.Frozen;

namespace Assistant.Core.Proposing.Typos;

/// <summary>
/// Knows words and what a misspelled one was meant to be: the words of English, those of the libraries in use, and those the
/// project itself uses again and again. A word is corrected only where one slip explains it (two letters swapped, one left
/// out, added or taken for another: four of five misspellings, Damerau 1964) and no other word is as near.
/// </summary>
internal sealed class Spelling(FrozenSet<string> english, IReadOnlySet<string> libraries, IReadOnlyDictionary<string, int> uses)
{
    // What is used as often is meant so.
    private const int OwnUses = 3;

    // A letter taken for another is the weakest sign; in short words another word is always near.
    private const int LongEnoughToReplace = 6;

    // Kinds of slips, the likeliest first: two letters swapped; one doubled or not; one left out; one added; a vowel for another; a letter for another.
    private const int Swapped = 0;
    private const int LeftOut = 2;
    private const int Added = 3;
    private const int VowelReplaced = 4;
    private const int Replaced = 5;

    // Words that prose about programs and calendars has and the list has not.
    private static readonly FrozenSet<string> Technical = FrozenSet.Create(StringComparer.Ordinal, "arity", "bahai", "milli", "versa");

    private static readonly string[] Prefixes =
    [
        "anti", "auto", "co", "de", "dis", "down", "inter", "meta", "micro", "mini", "mis", "multi",
        "non", "out", "over", "post", "pre", "re", "semi", "sub", "super", "un", "under", "up",
    ];
    private static readonly string[] Suffixes = ["able", "ably", "ed", "er", "ers", "es", "ing", "ings", "ish", "ize", "ized", "izer", "izes", "less", "ly", "ness", "or", "ors", "s", "wise", "y"];

    private readonly Dictionary<(string Word, int Weakest), string?> corrections = [];

    /// <summary>
    /// What a word of prose was meant to be, in its own case; null where it is known, or where that is not certain. A word with
    /// a capital may be the name of someone: then only swapped letters tell, unless the solution or its libraries use the other.
    /// </summary>
    public string? Correct(string word) => Correct(word, char.IsUpper(word[0]) ? Swapped : VowelReplaced);

    /// <summary>What a word of a declared name was meant to be; where a letter is too many or another one, only a word that the solution or its libraries use.</summary>
    public string? CorrectInName(string word) => Correct(word, LeftOut);

    private string? Correct(string word, int weakest)
    {
        var lower = word.ToLowerInvariant();
        if (!corrections.TryGetValue((lower, weakest), out var correction))
            corrections[(lower, weakest)] = correction = IsKnown(lower) || IsDerived(lower) ? null : Nearest(lower, weakest);
        return correction is null ? null
            : char.IsUpper(word[0]) ? char.ToUpperInvariant(correction[0]) + correction[1..]
            : correction;
    }

    private bool IsKnown(string word) => english.Contains(word) || Technical.Contains(word) || libraries.Contains(word) || uses.GetValueOrDefault(word) >= OwnUses;

    // Technical prose makes its words: reparse, tokenizer, filename.
    private bool IsDerived(string word) =>
        Prefixes.Any(prefix => word.StartsWith(prefix, StringComparison.Ordinal) && word.Length - prefix.Length >= Words.Shortest && IsKnown(word[prefix.Length..]))
        || Suffixes.Any(suffix => word.EndsWith(suffix, StringComparison.Ordinal) && word.Length - suffix.Length >= Words.Shortest && IsStem(word[..^suffix.Length], suffix))
        || Enumerable.Range(3, Math.Max(0, word.Length - 5)).Any(at => IsKnown(word[..at]) && IsKnown(word[at..]));

    // Before an ending a last e goes, a consonant that has to be doubled is, and an l may be.
    private bool IsStem(string stem, string suffix) =>
        (IsKnown(stem) || IsKnown(stem + "e") || (stem.EndsWith("ll", StringComparison.Ordinal) && IsKnown(stem[..^1])))
        && !english.Contains(stem + stem[^1] + suffix);

    private string? Nearest(string word, int weakest)
    {
        var near = Slips(word)
            .Where(slip => IsKnown(slip.Word) && (slip.Kind <= weakest || uses.ContainsKey(slip.Word) || libraries.Contains(slip.Word)))
            .GroupBy(slip => slip.Word, (other, slips) => (Word: other, Kind: slips.Min(slip => slip.Kind)))
            .OrderByDescending(slip => uses.GetValueOrDefault(slip.Word) >= OwnUses)
            .ThenBy(slip => slip.Kind)
            .ThenByDescending(slip => uses.GetValueOrDefault(slip.Word))
            .ToList();
        return near switch
        {
            [] => null,
            [var only] => only.Word,
            [var first, var second, ..] => (first.Kind < second.Kind && !(uses.GetValueOrDefault(second.Word) > uses.GetValueOrDefault(first.Word)))
                || uses.GetValueOrDefault(first.Word) >= OwnUses * Math.Max(1, uses.GetValueOrDefault(second.Word)) ? first.Word : null,
        };
    }

    private static bool IsVowel(char letter) => letter is 'a' or 'e' or 'i' or 'o' or 'u' or 'y';

    // Every word that one slip makes into this one, the likeliest kinds first.
    private static IEnumerable<(string Word, int Kind)> Slips(string word)
    {
        for (var at = 0; at < word.Length; at++)
        {
            var (before, after) = (word[..at], word[(at + 1)..]);
            var isDouble = at > 0 && word[at] == word[at - 1];
            if (after.Length > 0 && word[at] != after[0])
                yield return (before + after[0] + word[at] + after[1..], Swapped);
            if (word.Length > Words.Shortest)
                yield return (before + after, isDouble ? 1 : Added);
            yield return (word[..(at + 1)] + word[at..], 1);
            for (var letter = 'a'; letter <= 'z'; letter++)
            {
                // The first letter is seldom wrong.
                if (at > 0 || word.Length > LongEnoughToReplace)
                    yield return (before + letter + word[at..], LeftOut);
                if (at > 0 && letter != word[at] && word.Length >= LongEnoughToReplace)
                    yield return (before + letter + after, IsVowel(letter) && IsVowel(word[at]) ? VowelReplaced : Replaced);
            }
        }
    }
}
