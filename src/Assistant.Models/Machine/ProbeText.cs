using Assistant.RandomModels;

namespace Assistant.Models.Machine;

/// <summary>Text of about so many tokens, each time another.</summary>
/// <param name="name">What the first text begins with: what is known of one model is nothing to another.</param>
internal sealed class ProbeText(string name)
{
    // Of the number in front: each digit is one, and so are the break and the space.
    private const int NumberTokens = 6;

    // Before anything is known: code has three letters to a token or more.
    private double letters = 3;
    private int at;

    /// <summary>The text in front of what is timed.</summary>
    public string Known(int tokens) => $"// {name}\n" + Part(0, tokens);

    /// <summary>A text of which nothing is known.</summary>
    public string Fresh(int tokens) => $"// {name} {Turn()}\n" + Part(at, tokens);

    /// <summary>A text that was not given before.</summary>
    public string Next(int tokens) => $"\n{Turn()} " + Part(at, tokens - NumberTokens);

    /// <summary>Learns how long a token is from what a host counted in a text.</summary>
    public void Learn(string text, int tokens) => letters = (double)text.Length / tokens;

    // A step that is no divisor of the page's length: no two begin alike.
    private int Turn() => at = (at + 997) % PageVocabulary.Text.Length;

    private string Part(int from, int tokens)
    {
        var page = PageVocabulary.Text;
        var length = Math.Max(0, (int)(tokens * letters));
        return string.Concat(Enumerable.Repeat(page, 1 + ((from + length) / page.Length))).Substring(from, length);
    }
}
