using Assistant.Core.Completion;
using Xunit;

namespace Assistant.Tests.Completion;

public sealed class TokenIndexTests
{
    private static CodeTokens Tokens(int[] numbers) => new(numbers, new Gap[numbers.Length]);

    [Fact]
    public void Counts_are_those_of_a_plain_search()
    {
        const int Seed = 7;
        var random = new Random(Seed);
        CodeTokens[] files = [.. Enumerable.Range(0, 9).Select(_ => Tokens([.. Enumerable.Range(0, random.Next(40)).Select(_ => random.Next(1, 5))]))];
        var index = new TokenIndex(files, CancellationToken.None);
        Assert.Equal(files.Sum(file => file.Numbers.Length), index.Count);
        for (var turn = 0; turn < 500; turn++)
        {
            var context = Enumerable.Range(0, random.Next(TokenIndex.Depth)).Select(_ => random.Next(1, 6)).ToArray();
            var expected = files
                .SelectMany(file => Enumerable.Range(0, file.Numbers.Length).Where(at => file.Numbers.Skip(at).Take(context.Length).SequenceEqual(context)).Select(at => file.Numbers.ElementAtOrDefault(at + context.Length)))
                .Where(next => next != Vocabulary.Boundary)
                .GroupBy(next => next)
                .ToDictionary(group => group.Key, group => group.Count());
            var places = index.Find(context);
            Assert.Equal(expected.OrderBy(pair => pair.Key).Select(pair => (pair.Key, pair.Value)), index.Next(places, context.Length).Select(next => (next.Token, next.Count)));
            for (var token = 1; token < 6; token++)
                Assert.Equal(expected.GetValueOrDefault(token), index.CountOf(places, context.Length, token));
        }
    }

    // A part that leaves out its last tokens, and another that begins with them.
    [Theory]
    [InlineData(0)]
    [InlineData(5)]
    [InlineData(8)]
    [InlineData(9)]
    [InlineData(60)]
    [InlineData(100)]
    public void A_text_in_two_parts_counts_as_in_one(int kept)
    {
        const int Seed = 11;
        var random = new Random(Seed);
        int[] numbers = [.. Enumerable.Range(0, 100).Select(_ => random.Next(1, 4))];
        var counted = Math.Max(0, kept - TokenIndex.Depth);
        var (whole, first, second) = (
            new TokenIndex([Tokens(numbers)], CancellationToken.None),
            new TokenIndex([Tokens(numbers[..kept])], CancellationToken.None, leaveOut: TokenIndex.Depth),
            new TokenIndex([Tokens(numbers[counted..])], CancellationToken.None));
        Assert.Equal(whole.Count, first.Count + second.Count);
        for (var turn = 0; turn < 500; turn++)
        {
            var context = Enumerable.Range(0, random.Next(TokenIndex.Depth)).Select(_ => random.Next(1, 4)).ToArray();
            foreach (var token in new[] { 1, 2, 3 })
            {
                int CountIn(TokenIndex index) => index.CountOf(index.Find(context), context.Length, token);
                Assert.Equal(CountIn(whole), CountIn(first) + CountIn(second));
            }
        }
    }

    [Fact]
    public async Task What_is_cancelled_ends_inside_of_each_step()
    {
        using var stop = new CancellationTokenSource();
        await stop.CancelAsync();
        var (vocabulary, tokens) = (new Vocabulary(), Tokens([1, 2, 3]));
        var root = await Microsoft.CodeAnalysis.CSharp.CSharpSyntaxTree.ParseText("class A { }", cancellationToken: CancellationToken.None).GetRootAsync(CancellationToken.None);
        var model = new UsageModel(vocabulary, [new(new TokenIndex([tokens], CancellationToken.None), 1)]);
        Assert.Throws<OperationCanceledException>(() => new TokenIndex([tokens], stop.Token));
        Assert.Throws<OperationCanceledException>(() => CodeTokens.Of(root, vocabulary, root.FullSpan, stop.Token));
        Assert.Throws<OperationCanceledException>(() => model.Weigh(tokens.Numbers, ["a"], stop.Token));
        Assert.Throws<OperationCanceledException>(() => model.Next(tokens.Numbers, 1, isWanted: null, stop.Token));
    }

    [Theory]
    [InlineData("a . b ( c ) ; a . d ( c ) ; a . b ( e ) ; a .", "b d x", "b d x")]
    [InlineData("x = one ; y = two ; x = one ; y = two ; y =", "one two", "two one")]
    [InlineData("call ( first ) ; call ( second ) ; use ( second ) ; call (", "first second", "second first")]
    public void What_followed_before_and_what_was_used_last_comes_first(string code, string names, string expected)
    {
        var vocabulary = new Vocabulary();
        var before = Tokens([.. code.Split(' ').Select(vocabulary.Of)]);
        var model = new UsageModel(vocabulary, [new(new TokenIndex([before], CancellationToken.None), 1)]);
        var candidates = names.Split(' ');
        var evidence = model.Weigh(before.Numbers, candidates, CancellationToken.None);
        Assert.All(new[] { evidence.Anywhere, evidence.AfterOne, evidence.AfterTwo, evidence.AfterMost }, likelihood => Assert.Equal(1, likelihood.Sum(), 9));
        Assert.Equal(expected, string.Join(' ', candidates.OrderByDescending(name => evidence.AfterMost[Array.IndexOf(candidates, name)] * evidence.Near[Array.IndexOf(candidates, name)])));
    }

    [Fact]
    public void What_is_taken_back_counts_no_more()
    {
        var vocabulary = new Vocabulary();
        CodeTokens Of(string code) => Tokens([.. code.Split(' ').Select(vocabulary.Of)]);
        var (old, other) = (Of("a . old ( ) ; a . old ( ) ; a . old ( )"), Of("a . kept ( )"));
        var all = new UsageModel.Scope(new TokenIndex([old, other], CancellationToken.None), 1);
        string[] names = ["old", "kept"];
        var with = new UsageModel(vocabulary, [all]).Weigh(Of("a .").Numbers, names, CancellationToken.None).AfterMost;
        var without = new UsageModel(vocabulary, [all, new(new TokenIndex([old], CancellationToken.None), -1)]).Weigh(Of("a .").Numbers, names, CancellationToken.None).AfterMost;
        Assert.True(with[0] > with[1] && without[0] < without[1], $"{with[0]} {with[1]} {without[0]} {without[1]}");
    }
}
