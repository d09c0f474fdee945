using Assistant.ModelHost.Generation;
using Xunit;

namespace Assistant.ModelHost.Tests.Generation;

/// <summary>What of a prompt is known, by what was kept. Tokens are letters here.</summary>
public sealed class PromptCacheTests
{
    private const string Known = "abcdefghijklmnopqrst";

    [Theory]
    // Where a model only attends, any beginning of what is kept will do; all but the last token, which must be computed.
    [InlineData(false, Known, Known, 19)]
    [InlineData(false, Known, Known + "uv", 20)]
    [InlineData(false, Known, "abcdefghijklmnopqXY", 17)]
    [InlineData(false, Known, "abcXY", 0)]
    // Where it carries a state along, only all of it.
    [InlineData(true, Known, Known, 0)]
    [InlineData(true, Known, Known + "uv", 20)]
    [InlineData(true, Known, "abcdefghijklmnopqXY", 0)]
    public void A_prompt_begins_with_what_is_known(bool isRecurrent, string kept, string prompt, int known)
    {
        using var context = new FakeContext(capacity: 1000, sequences: 4);
        var cache = new PromptCache(context, isRecurrent);
        Keep(cache, context, kept);
        var (sequence, length) = cache.Begin(Tokens(prompt), 100);
        Assert.Equal(known, length);
        Assert.Equal(prompt[..known], context.Text(sequence));
    }

    [Fact]
    public void The_longest_unused_goes_when_no_sequence_is_left()
    {
        using var context = new FakeContext(capacity: 1000, sequences: 3);
        var cache = new PromptCache(context, isRecurrent: false);
        foreach (var first in new[] { "1", "2", "3" })
            Keep(cache, context, first + Known);
        // Of use again, so that another is the longest unused.
        cache.Drop(cache.Begin(Tokens("1" + Known + "!"), 0).Sequence);
        Assert.Equal(["3", "1"], First(cache));
    }

    [Fact]
    public void The_longest_unused_goes_when_no_room_is_left()
    {
        using var context = new FakeContext(capacity: 50, sequences: 8);
        var cache = new PromptCache(context, isRecurrent: false);
        foreach (var first in new[] { "1", "2", "3" })
            Keep(cache, context, first + Known);
        Assert.Equal(["2", "3"], First(cache));
        cache.Take(20);
        Assert.Equal(["3"], First(cache));
    }

    [Fact]
    public void What_goes_on_takes_the_place_of_what_it_went_on_from()
    {
        using var context = new FakeContext(capacity: 1000, sequences: 4);
        var cache = new PromptCache(context, isRecurrent: false);
        Keep(cache, context, Known);
        Keep(cache, context, Known + "uvw");
        Assert.Equal(23, Assert.Single(cache.Kept).Tokens.Length);
    }

    [Fact]
    public void States_are_kept_where_prompts_part_a_line_before_the_end_and_a_token_before_it()
    {
        using var context = new FakeContext(1000, 4);
        var cache = new PromptCache(context, isRecurrent: true);
        var other = new string('x', 100);
        Keep(cache, null, other + "y");
        Assert.Equal([100, 152, 199], cache.StablePoints(Tokens(other + new string('z', 100))));
        Assert.Empty(new PromptCache(context, isRecurrent: false).StablePoints(Tokens(other)));
    }

    [Fact]
    public void There_is_room_as_long_as_what_is_in_use_leaves_it()
    {
        using var context = new FakeContext(capacity: 100, sequences: 3);
        var cache = new PromptCache(context, isRecurrent: false);
        Keep(cache, context, Known);
        Assert.True(cache.HasRoom(3, 100));
        cache.Take(60);
        Assert.True(cache.HasRoom(2, 40));
        Assert.False(cache.HasRoom(1, 41));
        Assert.False(cache.HasRoom(3, 10));
    }

    private static string[] First(PromptCache cache) => [.. cache.Kept.Select(entry => $"{(char)entry.Tokens[0]}")];

    private static void Keep(PromptCache cache, FakeContext? context, string text)
    {
        var sequence = cache.Take(text.Length);
        context?.Write(sequence, text);
        cache.Keep(sequence, Tokens(text));
    }

    private static int[] Tokens(string text) => [.. text.Select(letter => (int)letter)];
}
