using System.Globalization;
using System.Text;
using Assistant.Core.Edits;

namespace Assistant.Cli.Output;

/// <summary>
/// Text from outside (source, file names, messages of compilers) as it may be shown on a terminal: what would steer the
/// terminal or reorder or hide text is written as a visible escape.
/// </summary>
internal static class VisibleText
{
    public static string Of(string text)
    {
        if (!text.AsSpan().ContainsAnyExceptInRange(' ', '~'))
            return text;
        var visible = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            if (rune.Value == '\t')
                visible.Append("    ");
            else if (!UnseenLetters.Has(rune))
                visible.Append(rune.ToString());
            else
                visible.Append(CultureInfo.InvariantCulture, $"\\u{{{rune.Value:X}}}");
        }

        return visible.ToString();
    }
}
