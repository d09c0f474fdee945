namespace Assistant.Core.Context;

/// <summary>
/// How many tokens a text takes, without a tokenizer. Vocabularies of models differ, and the one that will read the text may not
/// be on this machine; a budget needs no more than this.
/// </summary>
public static class TokenEstimate
{
    /// <summary>
    /// Letters of C# for a token. A working figure of this project, on the careful side: prose has about four, but code has brackets
    /// and names cut at their humps.
    /// </summary>
    public const double LettersPerToken = 3.2;

    /// <summary>The tokens of a text. White space in a row counts as one letter, since vocabularies have indentations whole.</summary>
    /// <param name="text">Any text.</param>
    /// <returns>Tokens, rounded up.</returns>
    public static int Of(string text)
    {
        var letters = 0;
        var wasBlank = false;
        foreach (var letter in text)
        {
            var isBlank = char.IsWhiteSpace(letter);
            letters += isBlank && wasBlank ? 0 : 1;
            wasBlank = isBlank;
        }

        return (int)Math.Ceiling(letters / LettersPerToken);
    }
}
