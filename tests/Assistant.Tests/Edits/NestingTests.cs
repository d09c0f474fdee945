using Assistant.Core.Edits;
using Xunit;

namespace Assistant.Tests.Edits;

/// <summary>What would exhaust the compiler is refused before it reads it; what is only long is not.</summary>
public sealed class NestingTests
{
    [Theory]
    [InlineData("(")]
    [InlineData("[")]
    [InlineData("{ ")]
    [InlineData("List<")]
    [InlineData("A.")]
    [InlineData("a .\nb_1")]
    [InlineData("[]")]
    [InlineData("[ , ]")]
    [InlineData("#if A\n")]
    [InlineData("# if A\n")]
    public void Depth_is_counted(string one)
    {
        Assert.True(Nesting.IsTooDeep(Repeat(one, Nesting.Most + 1)));
        Assert.False(Nesting.IsTooDeep(Repeat(one, Nesting.Most)));
    }

    [Theory]
    [InlineData("()")]
    [InlineData("{ }")]
    [InlineData("a < b; ")]
    [InlineData("a.b(); ")]
    [InlineData("a[0].")]
    [InlineData("x[1], ")]
    [InlineData("#if A\n#endif\n")]
    [InlineData("#region\n")]
    public void Length_is_not(string one) => Assert.False(Nesting.IsTooDeep(Repeat(one, Nesting.Most * 5)));

    private static string Repeat(string text, int count) => string.Concat(Enumerable.Repeat(text, count));
}
