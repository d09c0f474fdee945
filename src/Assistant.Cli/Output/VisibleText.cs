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

    // Letters, marks and symbols without a shape: fillers of Hangul, the empty pattern of braille, selectors of variants.
    private static bool IsShapeless(int value) => value is 0x034F or 0x115F or 0x1160 or 0x17B4 or 0x17B5 or 0x2800 or 0x3164 or 0xFFA0
        or (>= 0x180B and <= 0x180F) or (>= 0xFE00 and <= 0xFE0F) or (>= 0xE0000 and <= 0xE0FFF);

    // Format characters are those that change direction, join or are of no width; the replacement stands for broken text.
    private static bool IsHarmless(Rune rune) => !IsShapeless(rune.Value) && Rune.GetUnicodeCategory(rune) is not
        (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
        or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned);
}
