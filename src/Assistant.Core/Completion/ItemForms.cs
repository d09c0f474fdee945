using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Assistant.Core.Completion;

/// <summary>The forms in which a guess may be inserted, the longest first.</summary>
internal static class ItemForms
{
    /// <summary>The forms, each with what it would be told as.</summary>
    /// <param name="context">The caret.</param>
    /// <param name="first">The first token of the guess.</param>
    /// <param name="whole">All of it.</param>
    public static IEnumerable<(string Text, CompletionTally.Fate Fate)> Of(CaretContext context, string first, string whole) =>
        All(context, first, whole).Where(form => CanEnd(form.Text));

    private static IEnumerable<(string Text, CompletionTally.Fate Fate)> All(CaretContext context, string first, string whole)
    {
        // A statement does not end inside of brackets.
        var isInside = context.Caret.Behind.TrimStart() is [')' or ']' or ',', ..];
        if (context.Caret.IsAtEnd && !(isInside && whole.Contains(';', StringComparison.Ordinal)) && !IsNextLine(context, whole))
        {
            var text = WithoutRepeated(context, whole);
            var fate = text == whole ? CompletionTally.Fate.Whole : CompletionTally.Fate.Mended;
            var (at, closers) = Unclosed(text);
            if (at < 0)
            {
                yield return (text, fate);
            }
            else
            {
                if (at < text.Length - 1)
                    yield return (text + closers, CompletionTally.Fate.Mended);
                yield return (text[..at].TrimEnd(), CompletionTally.Fate.Cut);
            }
        }

        yield return (first, whole == first ? CompletionTally.Fate.Whole : CompletionTally.Fate.Cut);
    }

    // A keyword or an operator that leads on says nothing by itself.
    private static bool CanEnd(string text) => SyntaxFactory.ParseTokens(text).LastOrDefault(token => token.Span.Length > 0) is { RawKind: not 0 } last
        && (Continuation.CanEnd(last.Text) || SyntaxFacts.IsPredefinedType(last.Kind()));

    // The line that follows need not be written twice.
    private static bool IsNextLine(CaretContext context, string whole)
    {
        var lines = context.File.Text.Lines;
        var own = lines.GetLineFromPosition(context.Caret.Start);
        var next = Enumerable.Range(own.LineNumber + 1, Math.Max(0, Math.Min(3, lines.Count - own.LineNumber - 1)))
            .Select(line => lines[line].ToString().Trim()).FirstOrDefault(line => line.Length > 0);
        return whole.Length > 1 && next == (own.ToString()[..(context.Caret.Start - own.Start)] + whole).Trim();
    }

    // What stands behind the caret and belongs to nothing before it is what the guess ends with.
    private static string WithoutRepeated(CaretContext context, string text)
    {
        var behind = context.Caret.Behind;
        if (behind.Length == 0)
            return text;
        var start = context.Caret.Start + context.Caret.Typed.Length;
        var isStray = context.File.Root.FindToken(start).SpanStart != start;
        for (var length = Math.Min(behind.Length, text.Length); length > 0; length--)
        {
            if (behind.StartsWith(text[^length..], StringComparison.Ordinal) && (text[^length..] == ";" || (isStray && text[^length..].All(letter => letter is ')' or ']' or ';'))))
                return text[..^length];
        }

        // A statement ends once.
        return text[^1] == ';' && behind[^1] == ';' ? text[..^1] : text;
    }

    // Where the first bracket stands that is not closed, and what closes all of them; less than 0 when all are closed.
    private static (int At, string Closers) Unclosed(string text)
    {
        var open = new Stack<int>();
        char? quote = null;
        for (var at = 0; at < text.Length; at++)
        {
            if (quote is { } end)
                (quote, at) = text[at] == '\\' ? (quote, at + 1) : text[at] == end ? (null, at) : (quote, at);
            else if (text[at] is '"' or '\'')
                quote = text[at];
            else if (text[at] is '(' or '[' or '{')
                open.Push(at);
            else if (text[at] is ')' or ']' or '}' && open.Count > 0)
                open.Pop();
        }

        return open.Count == 0 ? (-1, "") : (open.Last(), string.Concat(open.Select(at => text[at] switch { '(' => ')', '[' => ']', _ => '}' })));
    }
}
