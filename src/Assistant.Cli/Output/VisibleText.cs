using System.Globalization;
using System.Text;

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
            else if (IsHarmless(rune))
                visible.Append(rune.ToString());
            else
                visible.Append(CultureInfo.InvariantCulture, $"\\u{{{rune.Value:X}}}");
        }

        return visible.ToString();
    }

    // Format characters are those that change direction, join or are of no width; the replacement stands for broken text.
    private static bool IsHarmless(Rune rune) => Rune.GetUnicodeCategory(rune) is not
        (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
        or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned);
}
