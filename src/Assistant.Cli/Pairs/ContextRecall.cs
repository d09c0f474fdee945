using System.Globalization;
using Assistant.Core.Context;

namespace Assistant.Cli.Pairs;

/// <summary>
/// How much of what the right texts name, and the others do not, stands in their contexts. It reads the text of a context as a model
/// does: a member stands there when its name is in the line of its type, a type when its name is anywhere.
/// </summary>
internal sealed class ContextRecall
{
    private readonly SortedDictionary<string, (int There, int All)> needed = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, (int There, int All)> bySource = new(StringComparer.Ordinal);
    private readonly List<(int Context, int File)> tokens = [];
    private (int There, int All) used;
    private int pairs;
    private int whole;

    /// <summary>Counts a pair.</summary>
    /// <returns>What is needed and does not stand in its context.</returns>
    public async Task<IReadOnlyList<NamedSymbol>> CountAsync(EditPair pair, CancellationToken cancellationToken)
    {
        var right = await NamedSymbols.InAsync(pair.Right, pair.RightSpan, cancellationToken);
        var other = await NamedSymbols.InAsync(pair.Context.Place.Document, pair.Context.Place.Span, cancellationToken);
        var missing = new List<NamedSymbol>();
        foreach (var symbol in right.OrderBy(symbol => symbol.Type, StringComparer.Ordinal).ThenBy(symbol => symbol.Name, StringComparer.Ordinal))
        {
            var stands = Stands(symbol, pair.Context);
            used = Plus(used, stands || HasWord(pair.Context.Place.Text, symbol.Name));
            if (other.Contains(symbol))
                continue;
            needed[symbol.Kind] = Plus(needed.GetValueOrDefault(symbol.Kind), stands);
            bySource[pair.Kind] = Plus(bySource.GetValueOrDefault(pair.Kind), stands);
            if (!stands)
                missing.Add(symbol);
        }

        tokens.Add((pair.Context.Tokens, TokenEstimate.Of((await pair.Context.Place.Document.GetTextAsync(cancellationToken)).ToString())));
        pairs++;
        whole += missing.Count == 0 ? 1 : 0;
        return missing;
    }

    /// <summary>The figures, one a line.</summary>
    public IEnumerable<string> Lines()
    {
        yield return $"{pairs} pairs, of which {whole} lack nothing";
        foreach (var (kind, count) in needed.Concat(bySource.Select(pair => KeyValuePair.Create("in " + pair.Key, pair.Value))))
            yield return $"  {kind,-28}{Share(count)}";
        yield return $"needed: {Share(Sum(_ => true))}; of the solution's own {Share(Sum(kind => !kind.StartsWith("framework", StringComparison.Ordinal)))}";
        yield return $"named by the right text at all: {Share(used)}";
        if (tokens.Count > 0)
            yield return $"tokens, median: context {Median(tokens.Select(pair => pair.Context))}, file {Median(tokens.Select(pair => pair.File))}; the longest context {tokens.Max(pair => pair.Context)}";
    }

    private (int There, int All) Sum(Func<string, bool> counts) =>
        needed.Where(pair => counts(pair.Key)).Aggregate((There: 0, All: 0), (sum, pair) => (sum.There + pair.Value.There, sum.All + pair.Value.All));

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

    private static (int There, int All) Plus((int There, int All) count, bool stands) => (count.There + (stands ? 1 : 0), count.All + 1);

    private static string Share((int There, int All) count) =>
        count.All == 0 ? "none" : $"{count.There} of {count.All} ({Math.Floor(1000.0 * count.There / count.All / 10).ToString("0", CultureInfo.InvariantCulture)}%)";

    private static int Median(IEnumerable<int> values) => values.Order().ToList() is var sorted ? sorted[sorted.Count / 2] : 0;
}
