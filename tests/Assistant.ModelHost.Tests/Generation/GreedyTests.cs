using Assistant.ModelHost.Tests.Kit;
using Assistant.TinyModels;
using Xunit;

namespace Assistant.ModelHost.Tests.Generation;

/// <summary>What comes is what the plainest loop gives, whatever was computed before or is computed beside it.</summary>
public sealed class GreedyTests
{
    private const string Prompt = "public sealed class Orders\n{\n    private readonly List<Order> orders = [];\n\n    public int Count => orders.";
    private const int Tokens = 60;

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

    private static void AssertReference(string path, string prompt, TestAnswer answer)
    {
        var (text, ties) = ReferenceLoop.Generate(path, prompt, Tokens);
        Assert.True(text == answer.Text, $"expected {text}\nbut was {answer.Text}\nties: {string.Join(", ", ties)}");
        Assert.NotEmpty(text);
    }
}
