using Assistant.Core.Context;

namespace Assistant.Cli.Pairs;

/// <summary>
/// How much of what the right texts name, and the others do not, their contexts tell. It reads the text of a context as a model does:
/// a member is told when its name is in the line of its type, a type when its name is anywhere, and either when its name is a word
/// of the place's own text, of a message or of the instruction.
/// </summary>
internal sealed class ContextRecall
{
    private readonly SortedDictionary<(SymbolOrigin Origin, string Kind), Tally> needed = [];
    private readonly SortedDictionary<string, Tally> bySource = new(StringComparer.Ordinal);
    private readonly List<(int Context, int File)> tokens = [];
    private Tally used;
    private int pairs;
    private int whole;

    /// <summary>Counts a pair.</summary>
    /// <returns>What is needed and not told.</returns>
    public async Task<IReadOnlyList<NamedSymbol>> CountAsync(EditPair pair, CancellationToken cancellationToken)
    {
        var right = await NamedSymbols.InAsync(pair.Right, pair.RightSpan, cancellationToken);
        var other = await NamedSymbols.InAsync(pair.Context.Place.Document, pair.Context.Place.Span, cancellationToken);
        string[] asked = [pair.Context.Place.Text, pair.Instruction ?? "", .. pair.Diagnostics.Select(diagnostic => diagnostic.Message)];
        var missing = new List<NamedSymbol>();
        foreach (var symbol in right.Except(other).OrderBy(symbol => symbol.Type, StringComparer.Ordinal).ThenBy(symbol => symbol.Name, StringComparer.Ordinal))
        {
            var stands = Stands(symbol, pair.Context);
            var isTold = stands || asked.Any(text => HasWord(text, symbol.Name));
            needed[(symbol.Origin, symbol.Kind)] = needed.GetValueOrDefault((symbol.Origin, symbol.Kind)).Plus(stands, isTold);
            bySource[pair.Kind] = bySource.GetValueOrDefault(pair.Kind).Plus(stands, isTold);
            if (!isTold)
                missing.Add(symbol);
        }

        // What both texts name stands in the place's own text, which is the prompt's too.
        used = used.Plus(new Tally(right.Count - missing.Count, right.Count - missing.Count, right.Count));
        tokens.Add((pair.Context.Tokens, TokenEstimate.Of((await pair.Context.Place.Document.GetTextAsync(cancellationToken)).ToString())));
        pairs++;
        whole += missing.Count == 0 ? 1 : 0;
        return missing;
    }

    /// <summary>The figures, one a line.</summary>
    public IEnumerable<string> Lines()
    {
        yield return $"{pairs} pairs, of which {whole} lack nothing";
        yield return $"told, of all that the right text names, which may stand in the place's own text: {used.Told} of {used.All} ({used.Percent}%)";
        yield return "told, of what the right text names and the other does not; in brackets where the place's own text, the messages and the instruction count for nothing:";
        foreach (var (name, count) in needed.Select(pair => KeyValuePair.Create($"{Title(pair.Key.Origin)} {pair.Key.Kind}", pair.Value)).Concat(bySource.Select(pair => KeyValuePair.Create("in " + pair.Key, pair.Value))))
            yield return $"  {name,-28}{count}";
        foreach (var origin in Enum.GetValues<SymbolOrigin>())
            yield return $"{Title(origin) + ":",-30}{Sum(one => one == origin)}";
        yield return $"{"solution and packages:",-30}{Sum(one => one != SymbolOrigin.BaseLibrary)}";
        yield return $"{"all, with the base library:",-30}{Sum(_ => true)}";
        if (tokens.Count > 0)
            yield return $"tokens, median: context {Median(tokens.Select(pair => pair.Context))}, file {Median(tokens.Select(pair => pair.File))}; the longest context {tokens.Max(pair => pair.Context)}";
    }

    private static string Title(SymbolOrigin origin) => origin switch
    {
        SymbolOrigin.Solution => "solution",
        SymbolOrigin.Package => "package",
        _ => "base library",
    };

    private Tally Sum(Func<SymbolOrigin, bool> counts) => needed.Where(pair => counts(pair.Key.Origin)).Aggregate(default(Tally), (sum, pair) => sum.Plus(pair.Value));

    private static bool Stands(NamedSymbol symbol, CodeContext context) => context.Parts.Any(part => symbol.Kind switch
    {
        "namespace" => part.Text.Contains(symbol.Name + ".", StringComparison.Ordinal) || HasWord(part.Text, symbol.Name),
        _ when symbol.Type == symbol.Name => HasWord(part.Text, symbol.Name),
        _ when part.Kind == ContextPartKind.Outline => Declares(part.Text.Split('\n')[0], symbol.Type) && HasWord(part.Text, symbol.Name),
        _ when part.Kind == ContextPartKind.Signatures => part.Text.Split('\n').Any(line => Declares(line, symbol.Type) && HasWord(line, symbol.Name)),
        _ => false,
    });

    // A line declares the type named in its head.
    private static bool Declares(string line, string type)
    {
        var start = line.StartsWith("namespace ", StringComparison.Ordinal) ? line.IndexOf('{', StringComparison.Ordinal) + 1 : 0;
        var end = line.AsSpan(start).IndexOfAny(['{', ':', ';']);
        return HasWord(end < 0 ? line[start..] : line.Substring(start, end), type);
    }

    private static bool HasWord(string text, string word)
    {
        word = word.Replace("[]", "[", StringComparison.Ordinal);
        for (var at = text.IndexOf(word, StringComparison.Ordinal); at >= 0; at = text.IndexOf(word, at + 1, StringComparison.Ordinal))
        {
            var end = at + word.Length;
            if ((at == 0 || !IsOfName(text[at - 1])) && (end == text.Length || !IsOfName(text[end]) || !IsOfName(word[^1])))
                return true;
        }

        return word.EndsWith("Attribute", StringComparison.Ordinal) && word.Length > 9 && HasWord(text, word[..^9]);
    }

    private static bool IsOfName(char letter) => char.IsLetterOrDigit(letter) || letter == '_';

    private static int Median(IEnumerable<int> values) => values.Order().ToList() is var sorted ? sorted[sorted.Count / 2] : 0;

    private readonly record struct Tally(int There, int Told, int All)
    {
        public Tally Plus(bool stands, bool isTold) => Plus(new Tally(stands ? 1 : 0, isTold ? 1 : 0, 1));

        public Tally Plus(Tally other) => new(There + other.There, Told + other.Told, All + other.All);

        // Rounded down: what is not reached does not look so.
        public int Percent => All == 0 ? 0 : 100 * Told / All;

        public override string ToString() => All == 0 ? "none" : $"{Told} of {All} ({Percent}%) [{There}, {100 * There / All}%]";
    }
}
