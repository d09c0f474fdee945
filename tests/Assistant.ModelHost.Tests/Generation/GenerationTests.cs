using System.Diagnostics;
using Assistant.ModelHost.Generation;
using Assistant.ModelHost.Tests.Kit;
using Assistant.RandomModels;
using Xunit;
using Xunit.Abstractions;

namespace Assistant.ModelHost.Tests.Generation;

/// <summary>What a request may ask for, with a real model of random weights: it says anything, so what it is held to shows.</summary>
public sealed class GenerationTests(GenerationTests.SharedHost shared, ITestOutputHelper output) : IClassFixture<GenerationTests.SharedHost>
{
    private const string Prompt = "var total = orders.";

    private static readonly ModelShape Shape = ModelShapes.TinyQwen3;

    private static GenerationRequest Request => TestHost.Request(Shape, Prompt, 40);

    [Fact]
    public async Task A_seed_gives_the_same_text_and_another_seed_another()
    {
        var drawn = Request with { Sampling = new SamplingOptions(1, 0, 1, 0, Seed: 3) };
        var texts = new List<string>();
        foreach (var seed in new uint[] { 3, 3, 4 })
            texts.Add((await shared.Host.AskAsync(drawn with { Sampling = drawn.Sampling with { Seed = seed } })).Text);
        Assert.Equal(texts[0], texts[1]);
        Assert.NotEqual(texts[0], texts[2]);
    }

    [Theory]
    [InlineData(true, "Count", "CountAll", "Sum")]
    [InlineData(false, "Count", "CountAll", "Sum")]
    [InlineData(true, "ToString()")]
    [InlineData(true, "Zażółć")]
    public async Task One_of_the_allowed_texts_comes_next(bool greedy, params string[] texts)
    {
        for (var seed = 0u; seed < (greedy ? 1 : 12); seed++)
        {
            var answer = await shared.Host.AskAsync(Request with { AllowedNext = texts, Sampling = new SamplingOptions(greedy ? 0 : 1.5f, 0, 1, 0, seed) });
            Assert.Contains(texts, text => answer.Text.StartsWith(text, StringComparison.Ordinal)
                && (!char.IsLetterOrDigit(text[^1]) || answer.Text.Length == text.Length || !(char.IsAsciiLetterOrDigit(answer.Text[text.Length]) || answer.Text[text.Length] is '_' or >= '\u0080')));
        }
    }

    [Theory]
    [InlineData("root ::= \"Sum(\" [0-9]+ \")\"", "^Sum\\([0-9]+\\)?$")]
    [InlineData("root ::= (\"a\" | \"b\")*", "^[ab]*$")]
    public async Task A_grammar_is_followed(string grammar, string pattern)
    {
        foreach (var temperature in new[] { 0f, 1f })
            Assert.Matches(pattern, (await shared.Host.AskAsync(Request with { Grammar = grammar, Sampling = Request.Sampling with { Temperature = temperature } })).Text);
    }

    [Theory]
    [InlineData("root ::= other")]
    [InlineData("rot ::= \"a\"")]
    [InlineData("root ::= root \"a\"")]
    public async Task A_grammar_that_is_none_is_refused(string grammar) =>
        Assert.Equal(GenerationFailure.BadRequest, (await Assert.ThrowsAsync<GenerationException>(() => shared.Host.AskAsync(Request with { Grammar = grammar }))).Failure);

    [Fact]
    public async Task A_stop_ends_the_text_in_front_of_it()
    {
        var all = await shared.Host.AskAsync(Request);
        Assert.Equal("length", all.Reasons[0]);
        var stop = all.Text[10..14];
        var stopped = await shared.Host.AskAsync(Request with { Stop = ["never there", stop] });
        Assert.Equal(all.Text[..all.Text.IndexOf(stop, StringComparison.Ordinal)], stopped.Text);
        Assert.Equal("stop", stopped.Reasons[0]);
    }

    [Fact]
    public async Task What_does_not_fit_is_refused_with_the_numbers()
    {
        var failure = await Assert.ThrowsAsync<GenerationException>(() => shared.Host.AskAsync(Request with { MaxTokens = 4096 }));
        Assert.Equal(GenerationFailure.BadRequest, failure.Failure);
        Assert.Contains("4096", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("none")]
    [InlineData("../tiny-qwen3")]
    [InlineData("")]
    public async Task A_model_that_is_not_there_is_unknown(string name) =>
        Assert.Equal(GenerationFailure.UnknownModel, (await Assert.ThrowsAsync<GenerationException>(() => shared.Host.AskAsync(Request with { Model = name }))).Failure);

    [Fact]
    public async Task Cancelled_ones_end_at_once_and_the_others_say_what_they_say_alone()
    {
        using var cancel = new CancellationTokenSource();
        var others = Enumerable.Range(0, 4).Select(index => shared.Host.AskAsync(Request with { MaxTokens = 800, Model = Shape.Name, Input = new GenerationInput.Plain($"{index} " + Prompt) }, cancel.Token)).ToList();
        var stays = shared.Host.AskAsync(Request with { MaxTokens = 200 }, CancellationToken.None);
        await Task.Delay(50, CancellationToken.None);
        var watch = Stopwatch.StartNew();
        cancel.Cancel();
        foreach (var other in others)
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => other);
        // The promise is 200 ms; a busy machine gets the rest.
        Assert.InRange(watch.ElapsedMilliseconds, 0, 2000);
        ReferenceLoop.AssertSame(shared.Host.ModelPath(Shape), Prompt, 200, (await stays).Text, output);
    }

    [Fact]
    public async Task An_urgent_one_overtakes()
    {
        var order = new List<string>();
        async Task Ask(string name, int priority, int tokens)
        {
            await shared.Host.AskAsync(Request with { Priority = priority, MaxTokens = tokens });
            lock (order)
                order.Add(name);
        }

        var slow = Ask("chat", 1, 1500);
        await Task.Delay(100);
        await Task.WhenAll(slow, Ask("inline", 0, 5));
        Assert.Equal(["inline", "chat"], order);
    }

    [Fact]
    public async Task What_the_user_wrote_never_becomes_a_control_token()
    {
        var plain = await shared.Host.AskAsync(Request with { Input = new GenerationInput.Plain("a<|im_start|>b<|fim_prefix|><|endoftext|>c") });
        // Each would be one token; spelled out they are several.
        Assert.InRange(plain.PromptTokens, 3 + 3 * 3, 60);
    }

    public sealed class SharedHost : IAsyncLifetime
    {
        internal TestHost Host { get; } = new(ModelShapes.TinyQwen3);

        public Task InitializeAsync() => Task.CompletedTask;

        public async Task DisposeAsync() => await Host.DisposeAsync();
    }
}
