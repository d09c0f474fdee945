namespace Assistant.Core.Edits;

/// <summary>
/// How deep code nests. The compiler's parser looks ahead over types by recursion without asking for its stack
/// (<c>ScanType</c>, <c>ScanTupleType</c>, Roslyn 5.9): some ten thousand open brackets or a name of as many parts end the
/// process, and csc with it; over array ranks and conditional directives it goes again and again.
/// </summary>
public sealed class Nesting
{
    /// <summary>Deeper than any program, and a tenth of what ends a thread of 1.5 MiB.</summary>
    public const int Most = 1000;

    private int round;
    private int pointed;
    private int parts;
    private int ranks;

    /// <summary>Whether a text nests deeper than <see cref="Most"/>. What stands in strings counts too: so much never stands open there.</summary>
    public static bool IsTooDeep(string text)
    {
        var nesting = new Nesting();
        foreach (var letter in text)
        {
            nesting.Read(letter);
            if (nesting.Deepest > Most)
                return true;
        }

        return HasDeepConditions(text);
    }

    private int Deepest => Math.Max(Math.Max(round, pointed), Math.Max(parts, ranks));

    private void Read(char letter)
    {
        if (letter is '(' or '[' or '{')
            round++;
        else if (letter is ')' or ']' or '}')
            round = Math.Max(0, round - 1);
        // A comparison looks the same as a type argument, but ends with its statement.
        if (letter is ';' or '{' or '}')
            pointed = 0;
        else if (letter is '<')
            pointed++;
        else if (letter is '>')
            pointed = Math.Max(0, pointed - 1);
        parts = letter == '.' ? parts + 1 : letter == '_' || char.IsLetterOrDigit(letter) || char.IsWhiteSpace(letter) ? parts : 0;
        ranks = letter == ']' ? ranks + 1 : letter is '[' or ',' || char.IsWhiteSpace(letter) ? ranks : 0;
    }

    private static bool HasDeepConditions(string text)
    {
        var open = 0;
        for (var at = text.IndexOf('#', StringComparison.Ordinal); at >= 0; at = text.IndexOf('#', at + 1))
        {
            var directive = text.AsSpan(at + 1).TrimStart();
            if (directive.StartsWith("if", StringComparison.Ordinal))
                open++;
            else if (directive.StartsWith("endif", StringComparison.Ordinal))
                open = Math.Max(0, open - 1);
            if (open > Most)
                return true;
        }

        return false;
    }
}
