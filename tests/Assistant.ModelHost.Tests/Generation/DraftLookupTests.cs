using Assistant.ModelHost.Generation;
using Xunit;

namespace Assistant.ModelHost.Tests.Generation;

/// <summary>What comes next by a text that is likely to be repeated. Tokens are letters here.</summary>
public sealed class DraftLookupTests
{
    [Theory]
    [InlineData("abcdef", "", "abc")]
    [InlineData("abcdef", "ab", "cde")]
    [InlineData("abcdef", "abcdef", "")]
    [InlineData("abcdef", "abX", "")]
    [InlineData("abcdefgh", "abXdef", "gh")]
    [InlineData("abcdefgh", "abXYbcd", "efg")]
    [InlineData("abcabcdxabce", "abcabcdx", "abc")]
    [InlineData("ab", "xyz", "")]
    [InlineData("", "xyz", "")]
    public void It_goes_on_where_the_text_does(string draft, string generated, string guess)
    {
        var lookup = new DraftLookup([.. draft.Select(letter => (int)letter)]);
        for (var length = 1; length <= generated.Length; length++)
            lookup.Follow([.. generated[..length].Select(letter => (int)letter)]);
        Assert.Equal(guess, string.Concat(lookup.Guess(3).Select(token => (char)token)));
    }
}
