using System.Net;
using System.Text.Json;
using Assistant.ModelHost.Generation;
using Xunit;

namespace Assistant.ModelHost.Tests.Endpoint;

/// <summary>The shapes of answers, as OpenAI's clients read them.</summary>
public sealed class AnswerTests
{
    [Fact]
    public async Task A_completion_has_all_candidates_and_the_counts()
    {
        await using var host = await TestHost.StartAsync(FakeGenerator.Plain());
        var (status, body) = await host.PostAsync("/v1/completions", """{"model":"small","prompt":"int x","n":2}""");
        Assert.Equal(HttpStatusCode.OK, status);
        using var json = JsonDocument.Parse(body);
        var root = json.RootElement;
        Assert.Equal("text_completion", root.GetProperty("object").GetString());
        Assert.Equal("small", root.GetProperty("model").GetString());
        Assert.Equal(
            """[{"index":0,"text":"Hello you","finish_reason":"stop"},{"index":1,"text":"Hello you","finish_reason":"stop"}]""", root.GetProperty("choices").GetRawText());
        Assert.Equal(
            """{"prompt_tokens":7,"completion_tokens":4,"total_tokens":11,"prompt_tokens_details":{"cached_tokens":3}}""", root.GetProperty("usage").GetRawText());
    }

    [Fact]
    public async Task A_conversation_is_answered_with_a_message()
    {
        var generator = FakeGenerator.Plain();
        await using var host = await TestHost.StartAsync(generator);
        var (status, body) = await host.PostAsync("/v1/chat/completions", """
            {"model":"large","messages":[{"role":"system","content":"Be short."},{"role":"developer","content":"In C#."},{"role":"user","content":[{"type":"text","text":"a"},{"type":"text","text":"b"}]}]}
            """);
        Assert.Equal(HttpStatusCode.OK, status);
        using var json = JsonDocument.Parse(body);
        Assert.Equal("chat.completion", json.RootElement.GetProperty("object").GetString());
        Assert.Equal("""[{"index":0,"message":{"role":"assistant","content":"Hello you"},"finish_reason":"stop"}]""", json.RootElement.GetProperty("choices").GetRawText());
        var chat = Assert.IsType<GenerationInput.Chat>(generator.Asked!.Input);
        Assert.Equal([new ChatMessage("system", "Be short."), new ChatMessage("system", "In C#."), new ChatMessage("user", "ab")], chat.Messages);
        Assert.Equal(1, generator.Asked.Priority);
    }

    [Fact]
    public async Task All_fields_reach_the_generator()
    {
        var generator = FakeGenerator.Plain();
        await using var host = await TestHost.StartAsync(generator);
        var (status, _) = await host.PostAsync("/v1/completions", """
            {"model":"m","prompt":"p","suffix":"s","max_tokens":9,"temperature":0.5,"top_p":0.9,"top_k":4,"min_p":0.25,"n":1,"seed":5,"stop":"x",
            "grammar":"root ::= \"a\"","draft":"d","allowed_next":["Add","Any"],"priority":3,"logprobs":true,"top_logprobs":4,"user":"u","frequency_penalty":0,"presence_penalty":0.0}
            """);
        Assert.Equal(HttpStatusCode.OK, status);
        var asked = generator.Asked!;
        Assert.Equal(new GenerationInput.Gap("p", "s"), asked.Input);
        Assert.Equal((9, 1, new SamplingOptions(0.5f, 4, 0.9f, 0.25f, 5), "root ::= \"a\"", "d", 3), (asked.MaxTokens, asked.Count, asked.Sampling, asked.Grammar, asked.Draft, asked.Priority));
        Assert.Equal(["x"], asked.Stop);
        Assert.Equal(["Add", "Any"], asked.AllowedNext!);
        Assert.Equal(4, asked.TopLogprobs);
    }

    [Fact]
    public async Task What_is_left_out_or_null_has_its_default()
    {
        var generator = FakeGenerator.Plain();
        await using var host = await TestHost.StartAsync(generator);
        await host.PostAsync("/v1/completions", """{"model":"m","prompt":"","stop":null,"suffix":null,"max_tokens":null}""");
        var asked = generator.Asked!;
        Assert.Equal(new GenerationInput.Plain(""), asked.Input);
        Assert.Equal((256, 1, new SamplingOptions(0, 0, 1, 0, 0), 0), (asked.MaxTokens, asked.Count, asked.Sampling, asked.Priority));
        Assert.Empty(asked.Stop);
        Assert.Null(asked.AllowedNext);
        Assert.Null(asked.TopLogprobs);
    }

    [Theory]
    [InlineData(GenerationFailure.UnknownModel, HttpStatusCode.NotFound)]
    [InlineData(GenerationFailure.BadRequest, HttpStatusCode.BadRequest)]
    [InlineData(GenerationFailure.ModelRejected, HttpStatusCode.UnprocessableEntity)]
    [InlineData(GenerationFailure.Busy, HttpStatusCode.ServiceUnavailable)]
    [InlineData(GenerationFailure.Engine, HttpStatusCode.InternalServerError)]
    public async Task A_failure_before_the_first_event_has_its_status_also_of_a_stream(GenerationFailure failure, HttpStatusCode expected)
    {
        await using var host = await TestHost.StartAsync(new FakeGenerator((_, _) => throw new GenerationException(failure, "no")));
        foreach (var stream in new[] { "true", "false" })
        {
            var (status, body) = await host.PostAsync("/v1/completions", $$"""{"model":"m","prompt":"p","stream":{{stream}}}""");
            Assert.Equal(expected, status);
            using var json = JsonDocument.Parse(body);
            var error = json.RootElement.GetProperty("error");
            Assert.Equal("no", error.GetProperty("message").GetString());
            Assert.Equal(["message", "type", "param", "code"], error.EnumerateObject().Select(field => field.Name));
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_fault_of_the_generator_tells_nothing_of_its_message(bool ofInput)
    {
        await using var host = await TestHost.StartAsync(new FakeGenerator((_, _) => throw (ofInput ? new IOException("secret") : new InvalidOperationException("secret"))));
        var (status, body) = await host.PostAsync("/v1/completions", """{"model":"m","prompt":"p"}""");
        Assert.Equal(HttpStatusCode.InternalServerError, status);
        Assert.DoesNotContain("secret", body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_answer_that_ends_too_early_is_a_failure()
    {
        await using var host = await TestHost.StartAsync(FakeGenerator.Of(new GenerationEvent.Text(0, "half")));
        var (status, _) = await host.PostAsync("/v1/completions", """{"model":"m","prompt":"p"}""");
        Assert.Equal(HttpStatusCode.InternalServerError, status);
    }

    [Fact]
    public async Task Models_and_health_are_told()
    {
        await using var host = await TestHost.StartAsync(FakeGenerator.Plain());
        Assert.Equal(
            """{"object":"list","data":[{"id":"large","object":"model","created":0,"owned_by":"local"},{"id":"small","object":"model","created":0,"owned_by":"local"}]}""",
            await host.Client.GetStringAsync(new Uri("/v1/models", UriKind.Relative)));
        Assert.Equal("""{"status":"ok","models":["large","small"]}""", await host.Client.GetStringAsync(new Uri("/health", UriKind.Relative)));
    }
}
