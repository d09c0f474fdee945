using Assistant.Models;
using Xunit;

namespace Assistant.ModelHost.Tests.Client;

/// <summary>Likelihoods of servers that send them, send some, or send something else: the text is read all the same.</summary>
public sealed class LogprobTests
{
    private const string One = """{"token":"a","logprob":-0.25,"bytes":null,"top_logprobs":[{"token":"a","logprob":-0.25},{"token":"b","logprob":-2}]}""";

    [Theory]
    [InlineData("none", "")]
    [InlineData("null", ",\"logprobs\":null")]
    [InlineData("no content", ",\"logprobs\":{}")]
    [InlineData("null as content", ",\"logprobs\":{\"content\":null,\"refusal\":null}")]
    [InlineData("an empty list", ",\"logprobs\":{\"content\":[]}")]
    [InlineData("nothing in the list", ",\"logprobs\":{\"content\":[null,{},{\"token\":\"a\"},{\"logprob\":-1}]}")]
    [InlineData("the older form of completions", ",\"logprobs\":{\"tokens\":[\"a\"],\"token_logprobs\":[-1],\"top_logprobs\":[{\"a\":-1}],\"text_offset\":[0]}")]
    public async Task None(string name, string field)
    {
        Assert.NotEmpty(name);
        var text = Assert.Single(await TextsAsync($$"""{"choices":[{"text":"a"{{field}}}]}"""));
        Assert.Equal(new ModelEvent.Text("a"), text);
    }

    [Fact]
    public async Task Those_that_come_before_their_text_go_with_it()
    {
        var texts = await TextsAsync(
            $$$"""{"choices":[{"text":"","logprobs":{"content":[{{{One}}}]}}]}""",
            $$$"""{"choices":[{"delta":{"content":"aa"},"logprobs":{"content":[{{{One}}},{"token":"c","logprob":-1,"top_logprobs":null}]}}]}""",
            """{"choices":[{"text":"d"}]}""");
        Assert.Equal(["aa", "d"], texts.Select(text => text.Value));
        Assert.Equal([("a", -0.25, 2), ("a", -0.25, 2), ("c", -1, 0)], texts[0].Tokens.Select(token => (token.Token, token.Logprob, token.Top.Count)));
        Assert.Equal(("b", -2), texts[0].Tokens[0].Top[1]);
        Assert.Empty(texts[1].Tokens);
    }

    private static async Task<List<ModelEvent.Text>> TextsAsync(params string[] pieces)
    {
        using var server = new EvilServer(EvilServerTests.Head + string.Concat(pieces.Append("""{"choices":[{"text":"","finish_reason":"stop","logprobs":null}]}""").Append("[DONE]").Select(piece => $"data: {piece}\n\n")));
        var texts = new List<ModelEvent.Text>();
        await foreach (var happened in new ModelClient(server.Server, TimeProvider.System).AskAsync(new ModelQuery("any") { Prompt = "p", TopLogprobs = 2 }, CancellationToken.None))
            texts.AddRange(happened is ModelEvent.Text text ? [text] : []);
        return texts;
    }
}
