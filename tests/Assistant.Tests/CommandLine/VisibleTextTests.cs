using System.Globalization;
using Assistant.Cli.Output;
using Xunit;

namespace Assistant.Tests.CommandLine;

public sealed class VisibleTextTests
{
    [Theory]
    [InlineData("plain text, 42 %", "plain text, 42 %")]
    [InlineData("a\tb", "a    b")]
    [InlineData("ä 漢 🙂", "ä 漢 🙂")]
    [InlineData("\u001b[31mred\u001b[0m", "\\u{1B}[31mred\\u{1B}[0m")]
    [InlineData("\u001b]0;title\u0007", "\\u{1B}]0;title\\u{7}")]
    [InlineData("\u009b2J", "\\u{9B}2J")]
    [InlineData("line\r\nfeed", "line\\u{D}\\u{A}feed")]
    [InlineData("user\u202Etxt.exe", "user\\u{202E}txt.exe")]
    [InlineData("zero\u200Bwidth", "zero\\u{200B}width")]
    [InlineData("\u2028", "\\u{2028}")]
    [InlineData("if (admin\u3164)", "if (admin\\u{3164})")]
    [InlineData("a\u115F\u1160\uFFA0b", "a\\u{115F}\\u{1160}\\u{FFA0}b")]
    [InlineData("a\u2800b \u2801", "a\\u{2800}b \u2801")]
    [InlineData("a\uFE00\uFE0Fb", "a\\u{FE00}\\u{FE0F}b")]
    [InlineData("a\U000E0100\U000E01EFb", "a\\u{E0100}\\u{E01EF}b")]
    [InlineData("a\U000E0000\U000E0041\U000E007Fb", "a\\u{E0000}\\u{E0041}\\u{E007F}b")]
    [InlineData("a\u034F\u180Bb", "a\\u{34F}\\u{180B}b")]
    [InlineData("\u3163 \uFF9F \u1100 e\u0301", "\u3163 \uFF9F \u1100 e\u0301")]
    public void What_steers_a_terminal_is_shown_and_the_rest_is_kept(string text, string shown) => Assert.Equal(shown, VisibleText.Of(text));

    [Fact]
    public void A_lone_surrogate_survives() => Assert.Equal("\uFFFD", VisibleText.Of(((char)0xD800).ToString()));

    [Fact]
    public void No_control_character_of_any_byte_passes()
    {
        var all = string.Concat(Enumerable.Range(0, 256).Select(value => (char)value));
        Assert.True(all.Any(char.IsControl), "the test must contain what it looks for");
        Assert.DoesNotContain(VisibleText.Of(all), char.IsControl);
    }

    [Fact]
    public void No_format_character_of_the_first_plane_passes()
    {
        var all = string.Concat(Enumerable.Range(0, 0xFFFF).Where(value => value is < 0xD800 or > 0xDFFF).Select(value => (char)value));
        Assert.DoesNotContain(VisibleText.Of(all), character => CharUnicodeInfo.GetUnicodeCategory(character) is UnicodeCategory.Format or UnicodeCategory.Control);
    }
}
