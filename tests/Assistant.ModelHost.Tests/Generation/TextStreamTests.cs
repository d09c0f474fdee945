using System.Text;
using Assistant.ModelHost.Generation;
using Xunit;

namespace Assistant.ModelHost.Tests.Generation;

/// <summary>Bytes in, whole characters out, and nothing of a stop.</summary>
public sealed class TextStreamTests
{
    // Each token's bytes are in brackets of their own; what is said after each stands behind it.
    [Theory]
    [InlineData("", "a|b", "a|b")]
    [InlineData("stop", "xs|to|p more", "x||", true)]
    [InlineData("stop", "xs|to|y", "x||stoy")]
    [InlineData("\n\n|}", "a;\n|  }", "a;|\n  ", true)]
    [InlineData("abc|b", "ab", "a", true)]
    [InlineData("x", "ab|", "ab|")]
    public void Said_after_each_token(string stops, string tokens, string said, bool stopped = false)
    {
        var stream = new TextStream(stops.Split('|', StringSplitOptions.RemoveEmptyEntries));
        Assert.Equal(said.Split('|'), tokens.Split('|').Select(token => stream.Append(Encoding.UTF8.GetBytes(token))));
        Assert.Equal(stopped, stream.Stopped);
    }

    [Fact]
    public void A_character_comes_when_its_last_byte_does()
    {
        var stream = new TextStream([]);
        var said = Encoding.UTF8.GetBytes("żó😀").Select(one => stream.Append([one])).ToList();
        Assert.Equal("|ż||ó||||😀", string.Join('|', said));
    }

    [Fact]
    public void What_was_held_back_comes_at_the_end()
    {
        var stream = new TextStream(["stop"]);
        Assert.Equal("a", stream.Append("asto"u8));
        Assert.Equal("sto", stream.End());
        Assert.Equal("\uFFFD", Half().End());
    }

    private static TextStream Half()
    {
        var stream = new TextStream([]);
        Assert.Equal("", stream.Append([0xC5]));
        return stream;
    }
}
