using System.Text;
using Assistant.Cli.Cascades;
using Assistant.Core.Proposing.Models;
using Xunit;

namespace Assistant.Tests.Cascades;

/// <summary>The proposer that stands for a model keeps its promises: without them the table of the cascade says nothing.</summary>
public sealed class SeededModelTests
{
    private const int Asked = 400;

    private const string Right = """
        public async Task<int> Total(string name, int most)
        {
            if (name is null)
                return 0;
            var sum = 0;
            foreach (var line in lines)
            {
                if (line.Count < most)
                    sum += await Price(name, line);
            }

            return sum + 1;
        }
        """;

    private static readonly TrueMember Truth = new("Order.Total(string, int)", Right, []);

    [Theory]
    [InlineData(0)]
    [InlineData(0.2)]
    [InlineData(0.4)]
    [InlineData(0.6)]
    [InlineData(0.8)]
    public async Task It_is_wrong_as_often_as_it_was_told_to_be_and_half_of_that_is_code(double rate)
    {
        var (model, _) = await AskAsync(rate, seed: 1, Truth.Symbol);
        var wrong = model.Answers.Where(answer => answer.Corruption is not null).ToList();
        Assert.InRange((double)wrong.Count / Asked, rate - 0.07, rate + 0.07);
        Assert.InRange(wrong.Count(answer => answer.Parses), wrong.Count / 2.0, Asked);
        if (rate > 0.5)
            Assert.Equal(Corruptions.Names.Order(), wrong.Select(answer => answer.Corruption).Distinct().Order());
    }

    [Fact]
    public async Task The_same_seed_says_the_same_and_another_seed_does_not()
    {
        var (_, first) = await AskAsync(0.6, seed: 1, Truth.Symbol);
        Assert.Equal(first, (await AskAsync(0.6, seed: 1, Truth.Symbol)).Said);
        Assert.NotEqual(first, (await AskAsync(0.6, seed: 2, Truth.Symbol)).Said);
    }

    [Fact]
    public async Task What_is_wrong_at_a_rate_is_wrong_in_the_same_way_at_a_higher_one()
    {
        var (low, high) = ((await AskAsync(0.4, seed: 1, Truth.Symbol)).Model.Answers, (await AskAsync(0.8, seed: 1, Truth.Symbol)).Model.Answers);
        Assert.All(low.Zip(high).Where(pair => pair.First.Corruption is not null), pair => Assert.Equal(pair.First, pair.Second));
    }

    [Theory]
    [InlineData("dropped await")]
    [InlineData("swapped arguments")]
    [InlineData(Corruptions.Truncated)]
    public async Task It_is_wrong_in_one_way_where_it_is_told_to_be(string only)
    {
        var model = new SeededModel("small", 1, 1, Truth) { Only = only };
        await foreach (var _ in model.AskAsync(new ModelPrompt([new PromptMessage("user", $"This is {Truth.Symbol}:\n")], 1000, 0, 1, null), CancellationToken.None))
        {
        }

        Assert.Equal(only, Assert.Single(model.Answers).Corruption);
    }

    [Fact]
    public async Task It_knows_no_other_member()
    {
        var (model, _) = await AskAsync(0, seed: 1, "Order.Other()");
        Assert.All(model.Answers, answer => Assert.Equal(Corruptions.Prose, answer.Corruption));
    }

    [Fact]
    public void What_is_wrong_has_other_tokens()
    {
        var random = new Random(1);
        Assert.All(Enumerable.Range(0, Asked).Select(_ => Corruptions.Of(Right, random)), wrong => Assert.False(MemberTokens.AreSame(Right, wrong.Text)));
    }

    private static async Task<(SeededModel Model, List<string> Said)> AskAsync(double rate, int seed, string symbol)
    {
        var model = new SeededModel("small", rate, seed, Truth);
        var said = new List<string>();
        for (var number = 0; number < Asked; number++)
        {
            var text = new StringBuilder();
            await foreach (var piece in model.AskAsync(new ModelPrompt([new PromptMessage("user", $"This is {symbol}:\n")], 1000, 0, number, null), CancellationToken.None))
                text.Append((piece as ModelPiece.Text)?.Value);
            said.Add(text.ToString());
        }

        return (model, said);
    }
}
