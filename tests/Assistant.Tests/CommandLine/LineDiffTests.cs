using Assistant.Cli.Output;
using Microsoft.CodeAnalysis.Text;
using Xunit;

namespace Assistant.Tests.CommandLine;

public sealed class LineDiffTests
{
    [Theory]
    [InlineData("a\nb\nc\n", "b", "x", "2-b 2+x")]
    [InlineData("a\nb\nc\n", "b\n", "", "2-b")]
    [InlineData("a\nb\nc\n", "a\n", "a\nnew\n", "2+new")]
    [InlineData("using A;\n\nclass C;\n", "using A;\n", "using A;\nusing B;\n", "2+using B;")]
    [InlineData("a\r\nb\r\nc", "b", "x", "2-b 2+x")]
    [InlineData("one line", "line", "word", "1-one line 1+one word")]
    [InlineData("a\nb\nc\n", "b\nc", "b1\nb2\nc", "2-b 2+b1 3+b2")]
    [InlineData("a\n", "a\n", "a\nb", "2+b")]
    [InlineData("", "", "new\n", "1+new")]
    public void Only_lines_that_differ_are_shown_with_their_numbers(string before, string old, string replacement, string expected)
    {
        var text = SourceText.From(before);
        var after = text.WithChanges(new TextChange(new TextSpan(before.IndexOf(old, StringComparison.Ordinal), old.Length), replacement));
        Assert.Equal(expected, string.Join(' ', LineDiff.Between(text, after).Select(line => $"{line.Number}{line.Kind}{line.Text}")));
    }

    [Fact]
    public void Lines_after_an_insertion_are_numbered_as_they_will_be()
    {
        var text = SourceText.From("a\nb\nc\nd\n");
        var after = text.WithChanges(new TextChange(new TextSpan(0, 0), "x\ny\n"), new TextChange(new TextSpan(4, 1), "C"));
        Assert.Equal("1+x 2+y 3-c 5+C", string.Join(' ', LineDiff.Between(text, after).Select(line => $"{line.Number}{line.Kind}{line.Text}")));
    }
}
