using Microsoft.CodeAnalysis.Text;

namespace Assistant.Core.Edits;

/// <summary>
/// How deep brackets nest. The compiler's parser looks ahead over types by recursion without asking for its stack
/// (<c>ScanType</c>, <c>ScanTupleType</c>, Roslyn 5.9): some ten thousand open brackets end the process, and csc with it.
/// </summary>
internal static class Nesting
{
    /// <summary>Deeper than any program, and a tenth of what ends a thread of 1.5 MiB.</summary>
    public const int Most = 1000;

    /// <summary>Whether a text nests deeper than <see cref="Most"/>. Brackets in strings count too: so many never stand open there.</summary>
    public static bool IsTooDeep(SourceText text)
    {
        var round = 0;
        var pointed = 0;
        var buffer = new char[4096];
        for (var offset = 0; offset < text.Length; offset += buffer.Length)
        {
            var count = Math.Min(buffer.Length, text.Length - offset);
            text.CopyTo(offset, buffer, 0, count);
            foreach (var letter in buffer.AsSpan(0, count))
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
                if (round > Most || pointed > Most)
                    return true;
            }
        }

        return false;
    }
}
