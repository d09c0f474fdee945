using System.Runtime.InteropServices;
using System.Text;
using Assistant.Core.Proposing.Rules;
using Microsoft.CodeAnalysis;

namespace Assistant.Core.Completion;

/// <summary>
/// Goes on from a token as the user's own code went on after the same ones, token by token, while that is likely: to the end
/// of the statement, or to the bracket or comma that belongs to what stands around it. Where a block opens, to its end.
/// </summary>
internal sealed class Continuation(CaretContext context)
{
    // What is less likely is not guessed.
    private const double Least = 0.5;
    private const int MostTokens = 60;
    private const int MostLines = 8;
    private const int Tried = 6;

    private readonly UsageAtCaret usage = context.Usage;
    private readonly Layout layout = new(context.File.Root, context.File.Text);
    private readonly Lazy<ILookup<string, ISymbol>> scope = new(() => (context.Caret.IsMember || !context.Prospect.IsAnywhere ? context.File.Model.LookupSymbols(context.Caret.Start) : context.Names.Select(name => name.Symbol))
        .ToLookup(symbol => symbol.Name, StringComparer.Ordinal));

    /// <summary>A token and what likely follows it.</summary>
    /// <param name="first">The token.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public string After(string first, CancellationToken cancellationToken)
    {
        if (usage.Vocabulary.Find(first) is not { } token)
            return first;
        // What was written elsewhere, by which it goes on, and what of it is written here.
        var (tokens, here) = (new List<int>(usage.Before) { token }, new List<int>(usage.Before) { token });
        var text = new GrowingText(first, layout.LineEnd, layout.IndentationAt(context.Caret.Start), layout.Step, mayBreak: context.Caret.IsAtBlock);
        var declared = new HashSet<string>(StringComparer.Ordinal);
        for (var made = 1; made < MostTokens && text.Lines <= MostLines; made++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var last = usage.Vocabulary.TextOf(here[^1]);
            var next = usage.Model.Next(CollectionsMarshal.AsSpan(tokens), Tried, isWanted: null, cancellationToken).FirstOrDefault(one => MayStand(usage.Vocabulary.TextOf(one.Token), last, declared));
            var own = next.Token;
            if ((next.Likelihood < Least || IsStrange(next.Token, last, declared))
                && usage.Model.Part(CollectionsMarshal.AsSpan(tokens), CollectionsMarshal.AsSpan(here), cancellationToken) is { } part && IsLocal(usage.Vocabulary.TextOf(part.Token)))
            {
                own = part.Token;
                next = (usage.Vocabulary.IsName(next.Token) ? next.Token : own, Least, part.Gap);
            }

            var written = usage.Vocabulary.TextOf(own);
            if (next.Likelihood < Least || written == CodeTokens.AnyText || !text.TryAdd(written, next.Gap))
                break;
            tokens.Add(next.Token);
            here.Add(own);
            // What is named before an arrow, or in a declaration, is known from there on.
            if (CodeTokens.IsName(last) && written is "=>" or "=")
                declared.Add(last);
        }

        return text.Complete();
    }

    /// <summary>Whether an item may end with a token: what an operator, a dot or an opening bracket leads to has not been guessed.</summary>
    public static bool CanEnd(string token) => token is ")" or "]" or "}" or ";" or "this" or "base" or "null" or "true" or "false" or "default"
        || CodeTokens.IsName(token) || token[0] is '"' or '\'' || char.IsAsciiDigit(token[0]);

    private bool IsStrange(int token, string last, HashSet<string> declared) => usage.Vocabulary.IsName(token) && last is not ("." or "?." or "->")
        && usage.Vocabulary.TextOf(token) is not "nameof" and var name && !scope.Value.Contains(name) && !declared.Contains(name);

    private bool IsLocal(string name) => scope.Value[name].Any(symbol => symbol is ILocalSymbol or IParameterSymbol or IRangeVariableSymbol);

    private bool MayStand(string text, string last, HashSet<string> declared) => !CodeTokens.IsName(text) || last is "." or "?." or "->" || scope.Value.Contains(text) || declared.Contains(text)
        // A new name, in a lambda or a declaration.
        || CodeTokens.IsName(last) || last is "(" or "var";

    /// <summary>The text as it grows: what is open in it, and whether it is at its end.</summary>
    private sealed class GrowingText(string first, string lineEnd, string indentation, string step, bool mayBreak)
    {
        private readonly StringBuilder text = new(first);
        private int brackets = OpensOf(first);
        private int blocks;
        private bool isDone = first == ";";
        private int firstLine = -1;
        private int whole;
        private int ended = first.Length;

        public int Lines { get; private set; } = 1;

        /// <returns>False when the token does not belong to what is written here.</returns>
        public bool TryAdd(string token, Gap gap)
        {
            var opensBlock = token == "{" && brackets == 0 && (gap == Gap.Line || text[^1] == ')');
            var isBrace = token is "{" or "}";
            if (isDone || (isBrace && !opensBlock && !(token == "}" && blocks > 0 && gap == Gap.Line)))
                return false;
            if (gap == Gap.Line && !opensBlock && (blocks == 0 || brackets > 0) && !(mayBreak && brackets == 0 && whole == text.Length))
                return false;
            brackets += OpensOf(token);
            if (brackets < 0 || (brackets == 0 && blocks == 0 && token is "," or ":"))
                return false;
            if (token == "}")
                blocks--;
            if (gap == Gap.Line)
                Break();
            text.Append(gap == Gap.Space ? " " : "").Append(token);
            if (token == "{")
                blocks++;
            if (CanEnd(token))
                ended = text.Length;
            if (brackets == 0 && blocks == 0 && token is ";" or "}")
            {
                whole = text.Length;
                isDone = !mayBreak;
            }

            return true;
        }

        /// <summary>Of several lines those that are whole statements; of one line what may stand by itself.</summary>
        public string Complete() => text.ToString(0, Lines == 1 ? ended : whole > firstLine ? whole : firstLine);

        private void Break()
        {
            if (Lines++ == 1)
                firstLine = text.Length;
            text.Append(lineEnd).Append(indentation).Insert(text.Length, step, blocks);
        }

        private static int OpensOf(string token) => token is "(" or "[" ? 1 : token is ")" or "]" ? -1 : 0;
    }
}
