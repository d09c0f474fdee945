namespace Assistant.Core.Edits;

/// <summary>
/// How deep interpolated strings stand in each other. The compiler reads what stands in a hole once for the string and once
/// for itself, so each level doubles the time (Roslyn 5.9): 16 levels take seconds, 20 take minutes.
/// </summary>
internal sealed class Interpolations
{
    /// <summary>Deeper than any program, and a second's work.</summary>
    public const int Most = 10;

    private readonly string text;
    private readonly Stack<Quoted> open = [];
    private int position;

    private Interpolations(string text) => this.text = text;

    /// <summary>Whether more than <see cref="Most"/> interpolated strings stand in each other.</summary>
    public static bool AreTooDeep(string text) => text.Contains('$', StringComparison.Ordinal) && new Interpolations(text).AreTooDeep();

    private bool AreTooDeep()
    {
        while (position < text.Length && open.Count <= Most)
        {
            if (open.TryPeek(out var quoted) && !quoted.IsInHole)
                ReadString(quoted);
            else
                ReadCode(quoted);
        }

        return open.Count > Most;
    }

    private void ReadCode(Quoted? around)
    {
        var letter = text[position];
        if (letter is '$' or '@' or '"')
        {
            StartString();
        }
        else if (letter == '/' && Next is '/' or '*')
        {
            var end = text.IndexOf(Next == '/' ? "\n" : "*/", position + 2, StringComparison.Ordinal);
            position = end < 0 ? text.Length : end + 1;
        }
        else if (letter == '\'')
        {
            var end = text.IndexOf('\'', Math.Min(text.Length, position + (Next == '\\' ? 3 : 2)));
            position = end < 0 ? text.Length : end + 1;
        }
        else
        {
            if (around is not null && letter is '{' or '}')
                around.Braces += letter == '{' ? 1 : -1;
            position++;
        }
    }

    // $, @ and any number of quotes: three and more begin a raw string, in which as many dollars as braces begin a hole.
    private void StartString()
    {
        var (dollars, isVerbatim, quotes) = (0, false, 0);
        for (; position < text.Length && text[position] is '$' or '@'; position++)
        {
            dollars += text[position] == '$' ? 1 : 0;
            isVerbatim |= text[position] == '@';
        }

        for (; position < text.Length && text[position] == '"' && (quotes < 1 || !isVerbatim); position++)
            quotes++;
        if (quotes is 0 or 2)
            return;
        var quoted = new Quoted(dollars, isVerbatim, quotes);
        if (dollars > 0)
            open.Push(quoted);
        else
            SkipString(quoted);
    }

    private void SkipString(Quoted quoted)
    {
        while (position < text.Length && !EndsHere(quoted))
            position += Step(quoted);
    }

    private void ReadString(Quoted quoted)
    {
        if (EndsHere(quoted))
        {
            open.Pop();
            return;
        }

        var braces = 0;
        while (position + braces < text.Length && text[position + braces] == '{')
            braces++;
        var begins = quoted.Quotes > 1 ? braces >= quoted.Dollars : braces % 2 == 1;
        quoted.Braces = begins ? 1 : 0;
        position += braces > 0 ? braces : Step(quoted);
    }

    // A string that is not closed ends with its line, unless it may go on.
    private bool EndsHere(Quoted quoted)
    {
        var quotes = 0;
        while (quotes < quoted.Quotes && position + quotes < text.Length && text[position + quotes] == '"')
            quotes++;
        if (quotes == quoted.Quotes && !(quoted.IsVerbatim && Next == '"'))
        {
            position += quotes;
            return true;
        }

        return text[position] == '\n' && quoted is { IsVerbatim: false, Quotes: 1 };
    }

    private int Step(Quoted quoted) =>
        quoted.Quotes == 1 && ((text[position] == '\\' && !quoted.IsVerbatim) || (text[position] == '"' && quoted.IsVerbatim)) ? 2 : 1;

    private char Next => position + 1 < text.Length ? text[position + 1] : '\0';

    private sealed class Quoted(int dollars, bool isVerbatim, int quotes)
    {
        public int Dollars => dollars;

        public bool IsVerbatim => isVerbatim;

        public int Quotes => quotes;

        /// <summary>Braces that are open in a hole; none in the string itself.</summary>
        public int Braces { get; set; }

        public bool IsInHole => Braces > 0;
    }
}
