using System.Globalization;
using System.Text;

namespace Assistant.Core.Edits;

/// <summary>
/// Letters that cannot be seen, or that turn the order of others around: they make text look like other text (CVE-2021-42574,
/// CVE-2021-42694). There is one list, so that what is refused in an answer and what is made visible on a terminal are the same;
/// the command compiles this file as well, since it complains of faults before anything else is loaded.
/// </summary>
internal static class UnseenLetters
{
    /// <summary>Whether a letter is one. The ends of lines and the tab are: whoever asks says which of them are well where they stand.</summary>
    /// <param name="letter">Any; the replacement that stands for broken text is none.</param>
    public static bool Has(Rune letter) => IsShapeless(letter.Value) || Rune.GetUnicodeCategory(letter) is
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
        or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned;

    // Letters, marks and symbols without a shape: fillers of Hangul, the empty pattern of braille, selectors of variants.
    private static bool IsShapeless(int value) => value is 0x034F or 0x115F or 0x1160 or 0x17B4 or 0x17B5 or 0x2800 or 0x3164 or 0xFFA0
        or (>= 0x180B and <= 0x180F) or (>= 0xFE00 and <= 0xFE0F) or (>= 0xE0000 and <= 0xE0FFF);
}
