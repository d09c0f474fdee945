using System.Net;
using System.Text.Json;
using Assistant.ModelHost.Generation;
using Assistant.Models;
using Xunit;
using TokenLogprob = Assistant.ModelHost.Generation.TokenLogprob;

namespace Assistant.ModelHost.Tests.Endpoint;

/// <summary>How likelihoods are told, as OpenAI's clients read them of a conversation.</summary>
public sealed class LogprobAnswerTests
{
    private const string He = """{"token":"He","logprob":-0.5,"bytes":[72,101],"top_logprobs":[{"token":"He","logprob":-0.5,"bytes":[72,101]},{"token":"\uFFFD","logprob":-1.5,"bytes":[195]}]}""";
    private const string Llo = """{"token":"llo","logprob":-9999,"bytes":[108,108,111],"top_logprobs":[]}""";

    private static FakeGenerator Generator() => new((request, _) => Events(request.TopLogprobs is not null).ToAsyncEnumerable());

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_whole_answer_has_all_tokens(bool isChat)
    {
        await using var host = await TestHost.StartAsync(Generator());
        using var json = JsonDocument.Parse(await AskAsync(host, isChat, ",\"logprobs\":true,\"top_logprobs\":2"));
        Assert.Equal($$"""{"content":[{{He}},{{Llo}}]}""", json.RootElement.GetProperty("choices")[0].GetProperty("logprobs").GetRawText());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Each_piece_of_a_stream_has_its_own(bool isChat)
    {
        await using var host = await TestHost.StartAsync(Generator());
        var told = (await AskAsync(host, isChat, ",\"logprobs\":true,\"stream\":true")).Split('\n').Where(line => line.StartsWith("data: {", StringComparison.Ordinal))
            .Select(line => JsonDocument.Parse(line[6..]).RootElement.GetProperty("choices")[0]).Where(choice => choice.TryGetProperty("logprobs", out _)).ToList();
        Assert.Equal([$$"""{"content":[{{He}}]}""", $$"""{"content":[{{Llo}}]}"""], told.Select(choice => choice.GetProperty("logprobs").GetRawText()));
    }

    [Theory]
    [InlineData("")]
    [InlineData(",\"logprobs\":false")]
    [InlineData(",\"logprobs\":null,\"top_logprobs\":null")]
    public async Task Who_does_not_ask_is_told_nothing(string fields)
    {
        await using var host = await TestHost.StartAsync(Generator());
        foreach (var stream in new[] { "", ",\"stream\":true" })
            Assert.DoesNotContain("logprobs", await AskAsync(host, true, fields + stream), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_answer_with_more_than_is_held_is_refused()
    {
        var likely = new TokenLogprob([1], -1, [.. Enumerable.Repeat(new TokenLogprob([1], -1, []), 20)]);
        await using var host = await TestHost.StartAsync(new FakeGenerator((_, _) => Enumerable.Repeat(new GenerationEvent.Text(0, "x") { Tokens = [likely] }, 4000).ToAsyncEnumerable()));
        var (status, body) = await host.PostAsync("/v1/completions", """{"model":"m","prompt":"p","logprobs":true,"top_logprobs":20}""");
        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Contains("4 MiB", body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Our_client_reads_them(bool isChat)
    {
        var generator = Generator();
        await using var host = await TestHost.StartAsync(generator);
        using var server = ModelServer.AtHost(host.SocketPath);
        var query = new ModelQuery("m") { TopLogprobs = 2 };
        query = isChat ? query with { Messages = [new ModelMessage("user", "hi")] } : query with { Prompt = "hi" };
        var texts = new List<ModelEvent.Text>();
        await foreach (var happened in new ModelClient(server, TimeProvider.System).AskAsync(query, CancellationToken.None))
            texts.AddRange(happened is ModelEvent.Text text ? [text] : []);
        Assert.Equal(2, generator.Asked!.TopLogprobs);
        Assert.Equal(["He", "llo"], texts.Select(text => text.Value));
        Assert.Equal([("He", -0.5), ("llo", -9999)], texts.Select(text => Assert.Single(text.Tokens)).Select(token => (token.Token, token.Logprob)));
        Assert.Equal([("He", -0.5), ("\uFFFD", -1.5)], texts[0].Tokens[0].Top);
    }

    private static async Task<string> AskAsync(TestHost host, bool isChat, string fields)
    {
        var (status, body) = isChat
            ? await host.PostAsync("/v1/chat/completions", $$"""{"model":"m","messages":[{"role":"user","content":"hi"}]{{fields}}}""")
            : await host.PostAsync("/v1/completions", $$"""{"model":"m","prompt":"p"{{fields}}}""");
        Assert.Equal(HttpStatusCode.OK, status);
        return body;
    }

    private static IEnumerable<GenerationEvent> Events(bool withTokens)
    {
        var he = new TokenLogprob("He"u8.ToArray(), -0.5, []);
        yield return new GenerationEvent.PromptRead(7, 3);
        yield return new GenerationEvent.Text(0, "He") { Tokens = withTokens ? [he with { Top = [he, new TokenLogprob([0xC3], -1.5, [])] }] : [] };
        yield return new GenerationEvent.Text(0, "llo") { Tokens = withTokens ? [new TokenLogprob("llo"u8.ToArray(), -9999, [])] : [] };
        yield return new GenerationEvent.Finished(0, "stop", 2);
    }
}
