using System.Text;

namespace Assistant.Core.Completion;

/// <summary>
/// Goes on from a token as the user's own code went on after the same ones, token by token, while that is likely: to the end
/// of the statement, or to the bracket or comma that belongs to what stands around it.
/// </summary>
/// <param name="usage">What is known of the code in front of the caret.</param>
/// <param name="inScope">The names that may stand where no receiver is.</param>
internal sealed class Continuation(UsageAtCaret usage, IReadOnlySet<string> inScope)
{
    // What is less likely is not guessed.
    private const double Least = 0.5;
    private const int MostTokens = 24;
    private const int Tried = 6;

    /// <summary>A token and what likely follows it.</summary>
    /// <param name="first">The token.</param>
    /// <returns>The text, and where in it the first token ends.</returns>
    public string After(string first)
    {
        var text = new StringBuilder(first);
        if (usage.Vocabulary.Find(first) is not { } token)
            return first;
        var tokens = new List<int>(usage.Before) { token };
        var (open, declared) = (OpensOf(first), new HashSet<string>(StringComparer.Ordinal));
        for (var made = 1; made < MostTokens; made++)
        {
            var last = usage.Vocabulary.TextOf(tokens[^1]);
            var next = usage.Model.Next(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(tokens), Tried).FirstOrDefault(one => MayStand(usage.Vocabulary.TextOf(one.Token), last, declared));
            if (next.Likelihood < Least || next.Gap == Gap.Line)
                break;
            var written = usage.Vocabulary.TextOf(next.Token);
            open += OpensOf(written);
            if (open < 0 || written is "{" or "}" or CodeTokens.AnyText || (open == 0 && written is "," or ":"))
                break;
            text.Append(next.Gap == Gap.Space ? " " : "").Append(written);
            tokens.Add(next.Token);
            if (open == 0 && written == ";")
                break;
            // What is named before an arrow, or in a declaration, is known from there on.
            if (CodeTokens.IsName(last) && written is "=>" or "=")
                declared.Add(last);
        }

        return text.ToString();
    }

    private bool MayStand(string text, string last, HashSet<string> declared) => !CodeTokens.IsName(text) || last is "." or "?." or "->" || inScope.Contains(text) || declared.Contains(text)
        // A new name, in a lambda or a declaration.
        || CodeTokens.IsName(last) || last is "(" or "var";

    private static int OpensOf(string text) => text is "(" or "[" ? 1 : text is ")" or "]" ? -1 : 0;
}
