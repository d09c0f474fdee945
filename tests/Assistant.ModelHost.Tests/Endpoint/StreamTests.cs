using System.Net;
using System.Text.RegularExpressions;
using Assistant.ModelHost.Generation;
using Assistant.Tests.Kit;
using Xunit;

namespace Assistant.ModelHost.Tests.Endpoint;

/// <summary>Answers that are sent while they are generated.</summary>
public sealed partial class StreamTests
{
    private const string Completion = """{"model":"m","prompt":"p","stream":true,"stream_options":{"include_usage":true}}""";

    [Fact]
    public async Task A_stream_of_a_completion_ends_with_reason_counts_and_done()
    {
        await using var host = await TestHost.StartAsync(FakeGenerator.Plain());
        Assert.Equal(
            """
            : generating

            data: {"id":"ID","object":"text_completion","created":0,"model":"m","choices":[{"index":0,"text":"Hello","finish_reason":null}]}

            data: {"id":"ID","object":"text_completion","created":0,"model":"m","choices":[{"index":0,"text":" you","finish_reason":null}]}

            data: {"id":"ID","object":"text_completion","created":0,"model":"m","choices":[{"index":0,"text":"","finish_reason":"stop"}]}

            data: {"id":"ID","object":"text_completion","created":0,"model":"m","choices":[],"usage":{"prompt_tokens":7,"completion_tokens":2,"total_tokens":9,"prompt_tokens_details":{"cached_tokens":3}}}

            data: [DONE]


            """,
            await AllAsync(host, "/v1/completions", Completion));
    }

    [Fact]
    public async Task A_stream_of_a_conversation_opens_with_the_role()
    {
        await using var host = await TestHost.StartAsync(FakeGenerator.Plain());
        Assert.Equal(
            """
            : generating

            data: {"id":"ID","object":"chat.completion.chunk","created":0,"model":"m","choices":[{"index":0,"delta":{"role":"assistant","content":""},"finish_reason":null}]}

            data: {"id":"ID","object":"chat.completion.chunk","created":0,"model":"m","choices":[{"index":0,"delta":{"content":"Hello"},"finish_reason":null}]}

            data: {"id":"ID","object":"chat.completion.chunk","created":0,"model":"m","choices":[{"index":0,"delta":{"content":" you"},"finish_reason":null}]}

            data: {"id":"ID","object":"chat.completion.chunk","created":0,"model":"m","choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}

            data: [DONE]


            """,
            await AllAsync(host, "/v1/chat/completions", """{"model":"m","messages":[{"role":"user","content":"hi"}],"stream":true}"""));
    }

    [Fact]
    public async Task A_failure_in_the_middle_is_an_error_and_no_done()
    {
        await using var host = await TestHost.StartAsync(new FakeGenerator((_, _) => HalfAsync()));
        var text = await AllAsync(host, "/v1/completions", Completion);
        Assert.EndsWith(
            """
            data: {"error":{"message":"gone","type":"server_error","param":null,"code":"engine"}}


            """,
            text,
            StringComparison.Ordinal);
        Assert.DoesNotContain("[DONE]", text, StringComparison.Ordinal);

        static async IAsyncEnumerable<GenerationEvent> HalfAsync()
        {
            yield return new GenerationEvent.Text(0, "half");
            await Task.Yield();
            throw new GenerationException(GenerationFailure.Engine, "gone");
        }
    }

    [Fact]
    public async Task A_generator_that_leaves_out_the_end_is_an_error_and_no_done()
    {
        await using var host = await TestHost.StartAsync(FakeGenerator.Of(new GenerationEvent.Text(0, "half")));
        var text = await AllAsync(host, "/v1/completions", Completion);
        Assert.Contains("\"error\"", text, StringComparison.Ordinal);
        Assert.DoesNotContain("[DONE]", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task While_nothing_is_said_a_comment_tells_what_goes_on()
    {
        var time = new FakeTime();
        var steps = new Steps();
        await using var host = await TestHost.StartAsync(new FakeGenerator(steps.PlayAsync), time: time);
        var first = steps.SayAsync(new GenerationEvent.Progress("waiting", 0));
        var (response, lines) = await host.StreamAsync("/v1/completions", Completion);
        using (response)
        using (lines)
        {
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
            await first;
            Assert.Equal(": waiting", await NextAsync(lines));
            await BeatsAsync(": waiting");
            await steps.SayAsync(new GenerationEvent.Progress("loading", 0.4));
            await BeatsAsync(": loading 0.40");
            await steps.SayAsync(new GenerationEvent.Progress("prompt", 0.25));
            await BeatsAsync(": prompt 0.25");
            await BeatsAsync(": prompt 0.25");
            _ = steps.SayAsync(new GenerationEvent.Finished(0, "stop", 0));
            steps.End();
            Assert.Contains("data: {", await lines.ReadToEndAsync(), StringComparison.Ordinal);
        }

        // Of what was said before, a comment more may be on its way: what was sent is known to be taken only a moment after it arrived.
        async Task BeatsAsync(string comment)
        {
            string line;
            do
            {
#pragma warning disable CA2025 // Awaited here.
                var next = NextAsync(lines);
#pragma warning restore CA2025
                while (await Task.WhenAny(next, Task.Delay(10)) != next)
                    time.Advance(TimeSpan.FromMilliseconds(200));
                line = await next;
                Assert.StartsWith(": ", line, StringComparison.Ordinal);
            }
            while (line != comment);
        }
    }

    private static async Task<string> NextAsync(StreamReader lines)
    {
        while (await lines.ReadLineAsync() is { } line)
        {
            if (line.Length > 0)
                return line;
        }

        return "(end)";
    }

    private static async Task<string> AllAsync(TestHost host, string path, string json)
    {
        var (status, body) = await host.PostAsync(path, json);
        Assert.Equal(HttpStatusCode.OK, status);
        return Changing().Replace(body, match => match.Groups["id"].Success ? "\"id\":\"ID\"" : "\"created\":0");
    }

    [GeneratedRegex("\"id\":\"(?<id>[a-z]+-[0-9a-f]{32})\"|\"created\":[0-9]+", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Changing();
}
