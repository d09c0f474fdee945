using Assistant.Core.Verification;
using Microsoft.CodeAnalysis.Text;

namespace Assistant.Core.Completion;

/// <summary>
/// The tokens in front of the caret of the file in which somebody types, and indexes of them. What stays the same from key to
/// key is read and sorted once. It may be used from several threads.
/// </summary>
/// <param name="vocabulary">Gives the numbers, and grows.</param>
internal sealed class TypedText(Vocabulary vocabulary)
{
    // So much in front of the caret is read at each key, in UTF-16 units; when it has become more, all is read again.
    private const int Fresh = 1_000;
    private const int MostFresh = 4_000;

    // Replaced as a whole: whoever still reads an older one only reads more.
    private volatile Kept? kept;

    /// <param name="Path">The file.</param>
    /// <param name="Text">The text that stays.</param>
    /// <param name="Tokens">What stands in it.</param>
    /// <param name="Index">Of them, without the last, whose contexts go on.</param>
    private sealed record Kept(string Path, string Text, CodeTokens Tokens, TokenIndex Index);

    /// <summary>The tokens that end before a caret, and indexes that together count all of them.</summary>
    /// <param name="file">The file.</param>
    /// <param name="caret">In UTF-16 units.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public (int[] Numbers, TokenIndex[] Indexes) Before(CompiledFile file, int caret, CancellationToken cancellationToken)
    {
        if (kept is not { } known || known.Path != file.Path || caret < known.Text.Length || caret - known.Text.Length > MostFresh
            || file.Text.ToString(new TextSpan(0, known.Text.Length)) != known.Text)
            kept = known = Read(file, caret, cancellationToken);
        var fresh = CodeTokens.Of(file.Root, vocabulary, TextSpan.FromBounds(known.Text.Length, caret), cancellationToken);
        var counted = Math.Max(0, known.Tokens.Numbers.Length - TokenIndex.Depth);
        int[] numbers = [.. known.Tokens.Numbers, .. fresh.Numbers];
        var last = new CodeTokens(numbers[counted..], [.. known.Tokens.Gaps[counted..], .. fresh.Gaps]);
        return (numbers, [known.Index, new TokenIndex([last], cancellationToken)]);
    }

    private Kept Read(CompiledFile file, int caret, CancellationToken cancellationToken)
    {
        var end = caret < Fresh * 2 ? 0 : file.Root.FindToken(caret - Fresh).SpanStart;
        var tokens = CodeTokens.Of(file.Root, vocabulary, TextSpan.FromBounds(0, end), cancellationToken);
        return new Kept(file.Path, file.Text.ToString(TextSpan.FromBounds(0, end)), tokens, new TokenIndex([tokens], cancellationToken, leaveOut: TokenIndex.Depth));
    }
}
