namespace Assistant.ModelHost.Generation;

/// <summary>
/// What llama.cpp's reader of grammars does not survive or never ends with, found before it sees one: it goes one level
/// deeper on its stack for each bracket, follows each way through the rules when it looks for left recursion, and ends a text
/// at a zero byte.
/// </summary>
internal static class GrammarShape
{
    private const int MostDepth = 64;
    private const int MostWays = 100_000;

    /// <summary>Null when it may be read, else what is wrong with it.</summary>
    public static string? Complaint(string grammar)
    {
        if (grammar.Contains('\0', StringComparison.Ordinal))
            return "the grammar contains a zero character";
        var rules = new Dictionary<string, List<string>>(StringComparer.Ordinal);
        var depth = 0;
        var rule = rules[""] = [];
        for (var at = 0; at < grammar.Length; at++)
        {
            switch (grammar[at])
            {
                case '#':
                    at = End(grammar, at, '\n');
                    break;
                case '"':
                    at = End(grammar, at + 1, '"');
                    break;
                case '[':
                    at = End(grammar, at + 1, ']');
                    break;
                case '(' when ++depth > MostDepth:
                    return $"the grammar has more than {MostDepth} brackets inside of each other";
                case ')':
                    depth--;
                    break;
                case var letter when char.IsAsciiLetterOrDigit(letter):
                    var name = Name(grammar, at);
                    at += name.Length - 1;
                    if (grammar.AsSpan(at + 1).TrimStart().StartsWith("::=", StringComparison.Ordinal))
                        rule = rules[name] = [];
                    else
                        rule.Add(name);
                    break;
            }
        }

        return rules.Keys.Any(name => Ways(name, rules, [], []) > MostWays) ? "the rules of the grammar refer to each other in too many ways" : null;
    }

    // Ways through the rules from one; a rule on the way itself is not entered again.
    private static long Ways(string name, Dictionary<string, List<string>> rules, Dictionary<string, long> known, HashSet<string> onTheWay)
    {
        if (known.TryGetValue(name, out var ways))
            return ways;
        if (!rules.TryGetValue(name, out var references) || onTheWay.Count > MostDepth * 16 || !onTheWay.Add(name))
            return 1;
        ways = 1;
        // Only the first of a sequence is followed, but which is the first is not known here, so all are counted but repetitions of one.
        foreach (var (reference, count) in references.CountBy(reference => reference, StringComparer.Ordinal))
            ways = Math.Min(MostWays + 1L, ways + (Ways(reference, rules, known, onTheWay) * count));
        onTheWay.Remove(name);
        return known[name] = ways;
    }

    private static string Name(string grammar, int at)
    {
        var end = at;
        while (end < grammar.Length && (char.IsAsciiLetterOrDigit(grammar[end]) || grammar[end] == '-'))
            end++;
        return grammar[at..end];
    }

    private static int End(string grammar, int at, char mark)
    {
        while (at < grammar.Length && grammar[at] != mark)
            at += grammar[at] == '\\' ? 2 : 1;
        return at;
    }
}
