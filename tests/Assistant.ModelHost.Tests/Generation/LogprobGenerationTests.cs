using System.Text;
using Assistant.ModelHost.Generation;
using Assistant.ModelHost.Tests.Kit;
using Assistant.RandomModels;
using Xunit;

namespace Assistant.ModelHost.Tests.Generation;

/// <summary>How likely tokens were, told by a real model of random weights.</summary>
public sealed class LogprobGenerationTests
{
    /// <summary>What is computed in another order differs by half of this (<see cref="ReferenceLoop"/>).</summary>
    private const double Near = 1e-2;

    private static readonly ModelShape Shape = ModelShapes.TinyQwen3;

    private static readonly GenerationRequest Asked = TestHost.Request(Shape, "var total = orders.", 24) with { TopLogprobs = 20 };

    [Fact]
    public async Task Each_token_of_the_text_has_its_likelihood_and_the_greedy_one_is_the_likeliest()
    {
        await using var host = new TestHost(Shape);
        var answer = await host.AskAsync(Asked);
        var tokens = answer.Tokens[0];
        Assert.Equal(24, tokens.Count);
        Assert.Equal(answer.Text, Encoding.UTF8.GetString([.. tokens.SelectMany(token => token.Bytes)]));
        foreach (var token in tokens)
        {
            Assert.Equal(20, token.Top.Count);
            Assert.Equal(token.Bytes, token.Top[0].Bytes);
            Assert.Equal(token.Logprob, token.Top[0].Logprob);
            Assert.Equal(token.Top.OrderByDescending(other => other.Logprob), token.Top);
            // A vocabulary of random weights has many that are nearly as likely, and twenty are not all.
            Assert.InRange(token.Top.Sum(other => Math.Exp(other.Logprob)), 1e-4, 1);
        }

        Assert.Equal(answer.Text, (await host.AskAsync(Asked with { TopLogprobs = null })).Text);
    }

    [Fact]
    public async Task It_is_what_the_plainest_computation_gives()
    {
        await using var host = new TestHost(Shape);
        var logits = ReferenceLoop.FirstLogits(host.ModelPath(Shape), "var total = orders.");
        var whole = Math.Log(logits.Sum(logit => Math.Exp(logit)));
        var first = (await host.AskAsync(Asked)).Tokens[0][0];
        Assert.Equal(logits.OrderDescending().Take(20).Select(logit => logit - whole), first.Top.Select(token => token.Logprob), new Within(Near));
    }

    [Fact]
    public async Task What_is_allowed_and_how_is_drawn_changes_nothing_of_it()
    {
        await using var host = new TestHost(Shape);
        var plain = (await host.AskAsync(Asked)).Tokens[0][0];
        foreach (var other in new[]
        {
            Asked with { Sampling = new SamplingOptions(1.5f, 5, 0.5f, 0.1f, 3) },
            Asked with { Grammar = "root ::= \"Sum(\" [0-9]+ \")\"" },
            Asked with { AllowedNext = ["yes", "no"] },
        })
        {
            var token = (await host.AskAsync(other)).Tokens[0][0];
            Assert.Equal(plain.Top.Select(one => one.Logprob), token.Top.Select(one => one.Logprob), new Within(Near));
            Assert.InRange(token.Logprob, -9999, plain.Logprob + Near);
        }

        var forced = (await host.AskAsync(Asked with { AllowedNext = ["yes"] })).Tokens[0][0];
        Assert.True(forced.Logprob < plain.Logprob, "what was forced is told as likely as what was wanted");
    }

    [Fact]
    public async Task With_a_draft_and_beside_other_answers_it_is_the_same()
    {
        await using var host = new TestHost(Shape);
        var plain = await host.AskAsync(Asked);
        // Right at first and then wrong: some tokens come of guesses, some of none.
        var drafted = await host.AskAsync(Asked with { Draft = plain.Text[..(plain.Text.Length / 2)] + "var total" });
        Assert.Equal(plain.Text, drafted.Text);
        Assert.Equal(Logprobs(plain, 0), Logprobs(drafted, 0), new Within(Near));

        var several = Asked with { Count = 3, Sampling = new SamplingOptions(1, 0, 1, 0, Seed: 7) };
        var beside = await host.AskAsync(several);
        for (var candidate = 0; candidate < 3; candidate++)
        {
            var alone = await host.AskAsync(several with { Count = 1, Sampling = several.Sampling with { Seed = 7 + (uint)candidate } });
            Assert.Equal(alone.Text, beside.Texts[candidate]);
            Assert.Equal(Logprobs(alone, 0), Logprobs(beside, candidate), new Within(Near));
        }
    }

    [Fact]
    public async Task Those_of_a_stop_are_not_told_and_who_does_not_ask_is_told_none()
    {
        await using var host = new TestHost(Shape);
        var all = await host.AskAsync(Asked);
        var stopped = await host.AskAsync(Asked with { Stop = [Encoding.UTF8.GetString([.. all.Tokens[0][6].Bytes, .. all.Tokens[0][7].Bytes])] });
        Assert.Equal(stopped.Text, Encoding.UTF8.GetString([.. stopped.Tokens[0].SelectMany(token => token.Bytes)]));
        Assert.InRange(stopped.Tokens[0].Count, 0, 6);
        Assert.Empty((await host.AskAsync(Asked with { TopLogprobs = null })).Tokens[0]);
        Assert.All((await host.AskAsync(Asked with { TopLogprobs = 0 })).Tokens[0], token => Assert.Empty(token.Top));
    }

    private static IEnumerable<double> Logprobs(TestAnswer answer, int candidate) => answer.Tokens[candidate].Select(token => token.Logprob);

    private sealed class Within(double tolerance) : IEqualityComparer<double>
    {
        public bool Equals(double x, double y) => Math.Abs(x - y) <= tolerance;

        public int GetHashCode(double obj) => 0;
    }
}
