using System.Collections.Frozen;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Assistant.Core.Proposing.Models;

/// <summary>
/// Comments that stand where code should: <c>// ...</c>, <c>// rest of the method</c>, <c>/* existing code */</c>. Only one of
/// which every word says so is one, since honest comments have dots and speak of what is unchanged too.
/// </summary>
internal static class LeftOut
{
    private static readonly FrozenSet<string> Whole = Set("unchanged", "omitted");
    private static readonly FrozenSet<string> Which = Set("rest", "remainder", "existing", "remaining", "other", "previous", "original");
    private static readonly FrozenSet<string> What = Set("code", "logic", "member", "members", "method", "methods", "statement", "statements", "implementation", "body", "class", "file", "function", "functions", "properties", "fields");
    private static readonly FrozenSet<string> Between = Set("the", "of", "your", "this", "here", "as", "same", "before", "is", "are", "and", "in", "remain", "remains", "stay", "stays", "goes", "continues", "for", "brevity", "todo", "all", "no", "changes");

    /// <summary>The comments of code that say it is left out, each with its marks.</summary>
    /// <param name="code">Of which it is known that it can be parsed: it is not nested too deeply.</param>
    public static IEnumerable<string> In(string code) => CSharpSyntaxTree.ParseText(code).GetRoot().DescendantTrivia(descendIntoTrivia: true)
        .Where(trivia => trivia.Kind() is SyntaxKind.SingleLineCommentTrivia or SyntaxKind.MultiLineCommentTrivia)
        .Select(trivia => trivia.ToString().Trim()).Where(Says);

    private static bool Says(string comment)
    {
        var said = comment.AsSpan().Trim("/* \t\r\n()[]<>-");
        bool begins = said.StartsWith("...") || said.StartsWith("…"), ends = said.EndsWith("...") || said.EndsWith("…");
        var words = comment.Split([.. " \t\r\n/*.…,;:()[]<>-"], StringSplitOptions.RemoveEmptyEntries);
        if (begins && (ends || words.Length == 0))
            return true;
        if (!Array.TrueForAll(words, word => Whole.Contains(word) || Which.Contains(word) || What.Contains(word) || Between.Contains(word)))
            return false;
        return begins || ends || words.Any(Whole.Contains) || (words.Any(Which.Contains) && words.Any(What.Contains)) || string.Join(' ', words).EndsWith("as before", StringComparison.OrdinalIgnoreCase);
    }

    private static FrozenSet<string> Set(params string[] words) => words.ToFrozenSet(StringComparer.OrdinalIgnoreCase);
}
