using Assistant.Core.Edits;
using Xunit;

namespace Assistant.Tests.Edits;

/// <summary>Only strings that stand in each other count, whatever else looks like one.</summary>
public sealed class InterpolationsTests
{
    private const int Deep = Interpolations.Most + 1;

    [Theory]
    [InlineData("$\"{", "}\"")]
    [InlineData("$@\"{", "}\"")]
    [InlineData("@$\"{", "}\"")]
    [InlineData("$\"\"\"{", "}\"\"\"")]
    [InlineData("$$\"\"\"{{", "}}\"\"\"")]
    [InlineData("$\"a;{(b ? ", " : c)}\"")]
    [InlineData("$\"{{ {new[] { 1, ", " }}\"")]
    [InlineData("/* \" */ $\"\\\"{ '\"' + ", "}\"")]
    [InlineData("// don't \"\n$\"{", "}\"")]
    public void Strings_in_strings_are_counted(string begin, string end)
    {
        Assert.True(AreTooDeep(Repeat(begin, Deep) + "x" + Repeat(end, Deep)));
        Assert.False(AreTooDeep(Repeat(begin, Deep - 1) + "x" + Repeat(end, Deep - 1)));
    }

    [Theory]
    [InlineData("$\"{x}\" + ")]
    [InlineData("$\"{{\" + ")]
    [InlineData("\"$\\\"{\" + ")]
    [InlineData("// $\"{\n")]
    [InlineData("/* $\"{ */")]
    [InlineData("'\\u0022' + '{' + $\"{'\"'}\" +")]
    [InlineData("$\"\"\"{{\"\"\" + ")]
    [InlineData("@\"$\"\"{\" + ")]
    [InlineData("$\"\" + ")]
    [InlineData("$\"unclosed\n")]
    public void Strings_after_each_other_are_not(string one) => Assert.False(AreTooDeep(Repeat(one, 100)));

    private static bool AreTooDeep(string text) => Interpolations.AreTooDeep(text);

    private static string Repeat(string text, int count) => string.Concat(Enumerable.Repeat(text, count));
}
