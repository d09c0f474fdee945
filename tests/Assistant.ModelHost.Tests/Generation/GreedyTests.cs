using Assistant.ModelHost.Generation;
using Assistant.ModelHost.Tests.Kit;
using Assistant.RandomModels;
using Xunit;
using Xunit.Abstractions;

namespace Assistant.ModelHost.Tests.Generation;

/// <summary>What comes is what the plainest loop gives, whatever was computed before or is computed beside it.</summary>
public sealed class GreedyTests(ITestOutputHelper output)
{
    private const string Prompt = "public sealed class Orders\n{\n    private readonly List<Order> orders = [];\n\n    public int Count => orders.";
    private const int Tokens = 60;

    private static readonly string Long = string.Concat(Enumerable.Range(0, 12).Select(index => $"    public int Number{index} => {index} + Count;\n")) + Prompt;
    private static readonly SamplingOptions Drawn = new(Temperature: 1, TopK: 40, TopP: 0.95f, MinP: 0.02f, Seed: 7);

    public static TheoryData<string> Shapes => [nameof(ModelShapes.TinyQwen3), nameof(ModelShapes.TinyQwen3Moe), nameof(ModelShapes.TinyHybrid)];

    private static ModelShape Shape(string name) => (ModelShape)typeof(ModelShapes).GetProperty(name)!.GetValue(null)!;

    [Theory]
    [MemberData(nameof(Shapes))]
    public async Task Alone(string shape)
    {
        await using var host = new TestHost(Shape(shape));
        var answer = await host.AskAsync(TestHost.Request(Shape(shape), Prompt, Tokens));
        AssertReference(host.ModelPath(Shape(shape)), Prompt, answer);
        Assert.Equal(0, answer.Cached);
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public async Task With_a_known_beginning(string shape)
    {
        await using var host = new TestHost(Shape(shape));
        // Lines of growing length, as while typing: the second is where the first goes another way.
        var cached = new List<int>();
        foreach (var typed in new[] { "Co", "Cou", "Coun", "Count" })
        {
            var prompt = Long + typed;
            var answer = await host.AskAsync(TestHost.Request(Shape(shape), prompt, Tokens));
            AssertReference(host.ModelPath(Shape(shape)), prompt, answer);
            cached.Add(answer.PromptTokens - answer.Cached);
        }

        // At most a line is read again at each key, whatever the architecture.
        Assert.All(cached.Skip(1), evaluated => Assert.InRange(evaluated, 1, 64));
        var again = await host.AskAsync(TestHost.Request(Shape(shape), Long + "Count", Tokens));
        Assert.Equal(1, again.PromptTokens - again.Cached);
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public async Task After_a_restart(string shape)
    {
        await using var host = new TestHost(Shape(shape));
        await host.AskAsync(TestHost.Request(Shape(shape), Long, Tokens));
        await host.RestartAsync();
        var answer = await host.AskAsync(TestHost.Request(Shape(shape), Long, Tokens));
        Assert.Equal(answer.PromptTokens - 1, answer.Cached);
        AssertReference(host.ModelPath(Shape(shape)), Long, answer);
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public async Task With_a_draft(string shape)
    {
        await using var host = new TestHost(Shape(shape));
        var (expected, _) = ReferenceLoop.Generate(host.ModelPath(Shape(shape)), Prompt, Tokens);
        // What is right, what is right at first and then wrong, what is wrong, and what is right behind something else.
        foreach (var draft in new[] { expected, expected[..(expected.Length / 2)] + Prompt, Prompt, Prompt + expected[5..] })
            AssertReference(host.ModelPath(Shape(shape)), Prompt, await host.AskAsync(TestHost.Request(Shape(shape), Prompt, Tokens) with { Draft = draft }));
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public async Task Beside_others(string shape)
    {
        await using var host = new TestHost(Shape(shape));
        var prompts = Enumerable.Range(0, 6).Select(index => Long[(index * 40)..]).ToList();
        var answers = await Task.WhenAll(prompts.Select((prompt, index) => host.AskAsync(TestHost.Request(Shape(shape), prompt, Tokens) with { Priority = index % 2 })));
        foreach (var (prompt, answer) in prompts.Zip(answers))
            AssertReference(host.ModelPath(Shape(shape)), prompt, answer);
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public async Task Overtaken_while_the_prompt_is_read(string shape)
    {
        await using var host = new TestHost(Shape(shape));
        // Loads the model, and asks before what is measured.
        await host.AskAsync(TestHost.Request(Shape(shape), Prompt, 1));
        var prompt = string.Concat(Enumerable.Range(0, 110).Select(index => $"    public int Value{index} => {index * 7} + Count;\n"));
        var slow = host.AskAsync(TestHost.Request(Shape(shape), prompt, Tokens) with { Priority = 1 });
        for (var urgent = 0; urgent < 6; urgent++)
        {
            await Task.Delay(5);
            await host.AskAsync(TestHost.Request(Shape(shape), $"{urgent}" + Prompt, 2));
        }

        var answer = await slow;
        Assert.InRange(answer.PromptTokens, 1000, 3900);
        AssertReference(host.ModelPath(Shape(shape)), prompt, answer);
    }

    [Fact]
    public async Task With_two_models_by_turns()
    {
        await using var host = new TestHost(ModelShapes.TinyQwen3, ModelShapes.TinyHybrid);
        var answers = await Task.WhenAll(
            host.AskAsync(TestHost.Request(ModelShapes.TinyQwen3, Long, Tokens)),
            host.AskAsync(TestHost.Request(ModelShapes.TinyHybrid, Long, Tokens)));
        AssertReference(host.ModelPath(ModelShapes.TinyQwen3), Long, answers[0]);
        AssertReference(host.ModelPath(ModelShapes.TinyHybrid), Long, answers[1]);
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public async Task Several_answers_share_one_reading_of_the_prompt(string shape)
    {
        await using var host = new TestHost(Shape(shape));
        var answer = await host.AskAsync(TestHost.Request(Shape(shape), Long, 20) with { Count = 4, Sampling = Drawn });
        Assert.Equal(4, answer.Texts.Distinct().Count());
        // The first of them is what one alone draws with the same seed, the second what one draws with the next.
        var alone = await host.AskAsync(TestHost.Request(Shape(shape), Long, 20) with { Sampling = Drawn with { Seed = Drawn.Seed + 1 } });
        Assert.Equal(alone.Text, answer.Texts[1]);
    }

    private void AssertReference(string path, string prompt, TestAnswer answer) => ReferenceLoop.AssertSame(path, prompt, Tokens, answer.Text, output);
}
