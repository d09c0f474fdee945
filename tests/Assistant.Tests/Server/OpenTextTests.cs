using Assistant.Protocol.Types;
using Assistant.Server.Documents;
using Xunit;
using Range = Assistant.Protocol.Types.Range;

namespace Assistant.Tests.Server;

public sealed class OpenTextTests
{
    [Theory]
    [InlineData("ab\ncd", 0, 0, 0)]
    [InlineData("ab\ncd", 1, 1, 4)]
    [InlineData("ab\r\ncd", 1, 0, 4)]
    [InlineData("ab\rcd", 1, 0, 3)]
    [InlineData("a\n\rb", 2, 0, 3)]
    [InlineData("a\u2028b\u0085c\u2029d", 1, 0, 7)]
    [InlineData("a\u2028b", 0, 2, 2)]
    // Behind a line: its end, and not the line feed behind it.
    [InlineData("ab\r\ncd", 0, 99, 2)]
    [InlineData("ab\rcd", 0, 3, 2)]
    [InlineData("ab\n", 1, 5, 3)]
    [InlineData("ab", 7, 0, 2)]
    [InlineData("ab", -1, 1, 0)]
    [InlineData("ab", 0, -1, 0)]
    [InlineData("", 0, 0, 0)]
    [InlineData("ab", int.MaxValue, int.MaxValue, 2)]
    public void A_place_is_an_offset(string text, int line, int character, int expected)
    {
        foreach (var encoding in new[] { PositionEncoding.Utf16, PositionEncoding.Utf8 })
        {
            // Of what is not ASCII, bytes are counted otherwise.
            if (encoding == PositionEncoding.Utf16 || text.All(char.IsAscii))
                Assert.Equal(expected, new TextLines(text, encoding).OffsetOf(new Position(line, character)));
        }
    }

    [Theory]
    [InlineData("é1", 2, 1)]
    [InlineData("é1", 1, 0)]
    [InlineData("\u20ac1", 3, 1)]
    [InlineData("\U0001F6001", 4, 2)]
    [InlineData("\U0001F6001", 3, 0)]
    [InlineData("\U0001F6001", 5, 3)]
    [InlineData("\U0001F6001", 99, 3)]
    public void Bytes_are_counted_where_the_client_counts_them(string text, int bytes, int expected)
    {
        var lines = new TextLines(text, PositionEncoding.Utf8);
        Assert.Equal(expected, lines.OffsetOf(new Position(0, bytes)));
        Assert.Equal(new Position(0, System.Text.Encoding.UTF8.GetByteCount(text.AsSpan(0, expected))), lines.PositionOf(expected));
    }

    [Theory]
    [InlineData("ab\ncd", 0, 1, 1, 1, "X", "aXd")]
    [InlineData("ab\ncd", 1, 1, 0, 1, "X", "aXd")]
    [InlineData("ab\ncd", 0, 99, 0, 99, "X", "abX\ncd")]
    [InlineData("ab\r\ncd", 0, 2, 1, 0, "", "abcd")]
    [InlineData("", 5, 5, 9, 9, "X", "X")]
    public void A_change_replaces_a_range_whichever_end_is_first(string text, int line, int character, int endLine, int endCharacter, string replacement, string expected) =>
        Assert.Equal(expected, Opened(text).With(2, [new ContentChange(replacement, Of(line, character, endLine, endCharacter))], PositionEncoding.Utf16).Text);

    [Fact]
    public void Changes_stand_on_what_the_one_before_left_and_a_text_never_changes()
    {
        var before = Opened("one\n");
        var after = before.With(7, [new ContentChange("two\n", Of(1, 0, 1, 0)), new ContentChange("three", Of(1, 0, 1, 3)), new ContentChange("", Of(0, 0, 1, 0))], PositionEncoding.Utf16);
        Assert.Equal(("three\n", 7), (after.Text, after.Version));
        Assert.Equal(("one\n", 1), (before.Text, before.Version));
        Assert.Equal(7, after.With(null, [new ContentChange("all")], PositionEncoding.Utf16).Version);
        Assert.Equal("half \ud83d", after.With(8, [new ContentChange("half \ud83d")], PositionEncoding.Utf16).Text);
    }

    [Fact]
    public void What_is_too_long_is_known_by_name_until_it_is_short_again()
    {
        var longest = new string('x', OpenText.MostLength);
        Assert.Equal(longest, Opened(longest).Text);
        Assert.Null(Opened(longest + "x").Text);
        var grown = Opened(longest).With(2, [new ContentChange("y", Of(0, 0, 0, 0))], PositionEncoding.Utf16);
        Assert.Null(grown.Text);
        // What would be small again by ranges is not known.
        Assert.Null(grown.With(3, [new ContentChange("", Of(0, 0, 0, 99))], PositionEncoding.Utf16).Text);
        Assert.Equal("small", grown.With(3, [new ContentChange("small")], PositionEncoding.Utf16).Text);
    }

    [Theory]
    [InlineData(null, "utf-16")]
    [InlineData("", "utf-16")]
    [InlineData("utf-32", "utf-16")]
    [InlineData("utf-8", "utf-8")]
    [InlineData("utf-16 utf-8", "utf-16")]
    [InlineData("utf-32 utf-8 utf-16", "utf-8")]
    public void The_first_wish_that_is_known_is_taken(string? wishes, string expected) =>
        Assert.Equal(expected, PositionEncodings.NameOf(PositionEncodings.Choose(wishes?.Split(' '))));

    // Against lines found a character at a time.
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Places_and_offsets_agree_with_a_simple_count(int seed)
    {
        var random = new Random(seed);
        string[] pieces = ["a", "é", "\u20ac", "\U0001F600", "\n", "\r", "\r\n", "\u2028", "\u0085", " "];
        for (var round = 0; round < 300; round++)
        {
            var text = string.Concat(Enumerable.Range(0, random.Next(30)).Select(_ => pieces[random.Next(pieces.Length)]));
            foreach (var encoding in new[] { PositionEncoding.Utf16, PositionEncoding.Utf8 })
            {
                var lines = new TextLines(text, encoding);
                var (line, units) = (0, 0);
                for (var offset = 0; offset <= text.Length; offset++)
                {
                    var place = lines.PositionOf(offset);
                    var isInPair = offset > 0 && offset < text.Length && char.IsLowSurrogate(text[offset]);
                    var isInEnd = offset > 0 && offset < text.Length && text[offset] == '\n' && text[offset - 1] == '\r';
                    if (!isInPair && !isInEnd)
                    {
                        Assert.True(new Position(line, units) == place, $"offset {offset} of '{text}', seed {seed}");
                        Assert.True(offset == lines.OffsetOf(place), $"{place} of '{text}', seed {seed}");
                    }

                    if (offset == text.Length)
                        break;
                    var ends = text[offset] == '\n' || (text[offset] == '\r' && (offset + 1 == text.Length || text[offset + 1] != '\n'));
                    var bytes = char.IsSurrogate(text[offset]) ? 2 : System.Text.Encoding.UTF8.GetByteCount(text, offset, 1);
                    (line, units) = ends ? (line + 1, 0) : (line, units + (encoding == PositionEncoding.Utf16 ? 1 : bytes));
                }
            }
        }
    }

    private static OpenText Opened(string text) => OpenText.Of(new TextDocumentItem("file:///a.cs", "csharp", 1, text));

    private static Range Of(int line, int character, int endLine, int endCharacter) => new(new Position(line, character), new Position(endLine, endCharacter));
}
