using System.Text;
using System.Text.RegularExpressions;

namespace Assistant.RandomModels;

/// <summary>
/// Byte-level BPE as of GPT-2 and Qwen: 256 bytes, then the pairs that are most frequent in a text, then Qwen's special tokens.
/// The same text gives the same vocabulary.
/// </summary>
public sealed partial class BpeVocabulary
{
    private const int Normal = 1;
    private const int Control = 3;
    private const int UserDefined = 4;
    private const int Unused = 5;

    // Type 3 for what Qwen's own tokenizer marks as special, 4 for the others, as llama.cpp's converter does.
    private static readonly (string Text, int Type)[] SpecialTokens =
    [
        ("<|endoftext|>", Control), ("<|im_start|>", Control), ("<|im_end|>", Control),
        ("<|fim_prefix|>", UserDefined), ("<|fim_middle|>", UserDefined), ("<|fim_suffix|>", UserDefined), ("<|fim_pad|>", UserDefined),
        ("<|repo_name|>", UserDefined), ("<|file_sep|>", UserDefined), ("<think>", UserDefined), ("</think>", UserDefined),
    ];

    private static readonly char[] ByteLetters = MakeByteLetters();

    private readonly List<string> tokens = [];
    private readonly List<int> types = [];
    private readonly List<string> merges = [];

    private BpeVocabulary(string text, int mergeCount)
    {
        foreach (var letter in ByteLetters)
            Add(letter.ToString(), Normal);
        Train(text, mergeCount);
        FirstSpecial = tokens.Count;
        foreach (var (special, type) in SpecialTokens)
            Add(special, type);
    }

    /// <summary>The tokens as they stand in a file: bytes are letters.</summary>
    public IReadOnlyList<string> Tokens => tokens;

    /// <summary>The type of each token: 1 normal, 3 control, 4 user defined, 5 unused.</summary>
    public IReadOnlyList<int> Types => types;

    /// <summary>Which pairs become one token, the most frequent first: <c>Ġ t</c>.</summary>
    public IReadOnlyList<string> Merges => merges;

    /// <summary>The number of <c>&lt;|endoftext|&gt;</c>, which is the first special token.</summary>
    public int FirstSpecial { get; }

    /// <summary>Learns the pairs of a text.</summary>
    /// <param name="text">The text.</param>
    /// <param name="mergeCount">At most so many pairs; fewer when no pair occurs twice any more.</param>
    /// <param name="paddedTo">Unused tokens are added up to this number.</param>
    public static BpeVocabulary Train(string text, int mergeCount, int paddedTo = 0)
    {
        var vocabulary = new BpeVocabulary(text, mergeCount);
        while (vocabulary.tokens.Count < paddedTo)
            vocabulary.Add($"[PAD{vocabulary.tokens.Count}]", Unused);
        return vocabulary;
    }

    /// <summary>Adds a text that is one token, which no text that is read becomes, since no pairs lead to it.</summary>
    /// <returns>Its number.</returns>
    public int AddWhole(string text)
    {
        Add(string.Concat(Encoding.UTF8.GetBytes(text).Select(static value => ByteLetters[value])), Normal);
        return tokens.Count - 1;
    }

    /// <summary>The number of a special token.</summary>
    public int Special(string text) => FirstSpecial + Array.FindIndex(SpecialTokens, special => special.Text == text);

    /// <summary>Whether a token is text on its own: no control token, no part of a character.</summary>
    public bool IsText(int token)
    {
        if (types[token] != Normal)
            return false;
        var bytes = tokens[token].Select(static letter => (byte)Array.IndexOf(ByteLetters, letter)).ToArray();
        try
        {
            new UTF8Encoding(false, throwOnInvalidBytes: true).GetCharCount(bytes);
            return true;
        }
        catch (DecoderFallbackException)
        {
            return false;
        }
    }

    // The bytes that are visible Latin-1 characters stand for themselves, the others for 256, 257, ... (GPT-2's encoder.py).
    private static char[] MakeByteLetters()
    {
        var letters = new char[256];
        var next = 256;
        for (var value = 0; value < letters.Length; value++)
            letters[value] = value is (>= 33 and <= 126) or (>= 161 and <= 172) or >= 174 ? (char)value : (char)next++;
        return letters;
    }

    [GeneratedRegex(@"[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Words();

    private static void Join(List<string> word, (string Left, string Right) pair)
    {
        for (var at = 0; at + 1 < word.Count; at++)
        {
            if (word[at] != pair.Left || word[at + 1] != pair.Right)
                continue;
            word[at] = pair.Left + pair.Right;
            word.RemoveAt(at + 1);
        }
    }

    private void Add(string token, int type)
    {
        tokens.Add(token);
        types.Add(type);
    }

    private void Train(string text, int mergeCount)
    {
        var words = Words().Matches(text)
            .GroupBy(static match => match.Value, StringComparer.Ordinal)
            .Select(static group => (Parts: Encoding.UTF8.GetBytes(group.Key).Select(static value => ByteLetters[value].ToString()).ToList(), Count: group.Count()))
            .ToList();
        while (merges.Count < mergeCount && MostFrequentPair(words) is { } pair)
        {
            merges.Add($"{pair.Left} {pair.Right}");
            // Two ways to the same token would make it two tokens of one text, which llama.cpp refuses.
            if (!tokens.Contains(pair.Left + pair.Right))
                Add(pair.Left + pair.Right, Normal);
            foreach (var (parts, _) in words)
                Join(parts, pair);
        }
    }

    private static (string Left, string Right)? MostFrequentPair(List<(List<string> Parts, int Count)> words)
    {
        var counts = new Dictionary<(string Left, string Right), int>();
        foreach (var (parts, count) in words)
        {
            for (var at = 0; at + 1 < parts.Count; at++)
            {
                var pair = (parts[at], parts[at + 1]);
                counts[pair] = counts.GetValueOrDefault(pair) + count;
            }
        }
        var best = counts.Where(static pair => pair.Value > 1)
            .OrderByDescending(static pair => pair.Value)
            .ThenBy(static pair => pair.Key.Left, StringComparer.Ordinal)
            .ThenBy(static pair => pair.Key.Right, StringComparer.Ordinal)
            .Take(1).ToList();
        return best.Count == 0 ? null : best[0].Key;
    }
}
