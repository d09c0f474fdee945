using System.Net.Sockets;
using System.Text;
using Assistant.Models;
using Xunit;
using Xunit.Abstractions;

namespace Assistant.ModelHost.Tests.Client;

/// <summary>Whatever a model's server does, the client says in words that there is no answer, soon, and holds no more than it must.</summary>
public sealed class EvilServerTests(ITestOutputHelper output)
{
    internal const string Head = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nConnection: close\r\n\r\n";
    private const string Piece = "data: {\"choices\":[{\"text\":\"one\"}]}\n\n";
    private const string Finish = "data: {\"choices\":[{\"text\":\"\",\"finish_reason\":\"stop\"}]}\n\n";
    private const string Done = "data: [DONE]\n\n";
    private const string Middle = "ended in the middle of its answer";
    private const string NoAnswer = "sends what is no answer";

    /// <summary>The client gives a host a second for each line; a busy machine gets the rest.</summary>
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(10);

    private static readonly ModelQuery Query = new("any") { Prompt = "count" };

    public static TheoryData<string, string, ModelFailure, string> Answers => new()
    {
        { "nothing", "", ModelFailure.Failed, "does not answer" },
        { "another protocol", "SSH-2.0-OpenSSH_9.6\r\n", ModelFailure.Failed, "does not answer" },
        { "headers without end", "HTTP/1.1 200 OK\r\n" + new string('a', 1 << 20), ModelFailure.Failed, "does not answer" },
        { "no event", Head, ModelFailure.Failed, Middle },
        { "no terminal event", Head + Piece, ModelFailure.Failed, Middle },
        { "a reason and no terminal event", Head + Piece + Finish, ModelFailure.Failed, Middle },
        { "a terminal event without a reason", Head + Piece + Done, ModelFailure.Failed, Middle },
        { "half a terminal event", Head + Piece + Finish + "data: [DON", ModelFailure.Failed, Middle },
        { "a body that is cut off", "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nContent-Length: 9999\r\n\r\n" + Piece + Finish, ModelFailure.Failed, Middle },
        { "a chunk that is cut off", "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n5\r\ndat", ModelFailure.Failed, Middle },
        { "a chunk without a length", "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\ndata\r\n", ModelFailure.Failed, Middle },
        { "an error in mid-stream", Head + Piece + "data: {\"error\":{\"message\":\"the engine broke\"}}\n\n", ModelFailure.Failed, "the engine broke" },
        { "an error without words", Head + Piece + "data: {\"error\":{}}\n\n" + Finish + Done, ModelFailure.Failed, "the model's server failed" },
        { "no JSON", Head + Piece + "data: {{{\n\n" + Finish + Done, ModelFailure.Failed, NoAnswer },
        { "JSON of another shape", Head + "data: {\"choices\":\"none\"}\n\n", ModelFailure.Failed, NoAnswer },
        { "an empty answer", Head + "data: null\n\n", ModelFailure.Failed, "an empty answer" },
        { "JSON that is deep", Head + "data: {\"x\":" + new string('[', 5000) + "\n\n", ModelFailure.Failed, NoAnswer },
        { "a page", "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nConnection: close\r\n\r\n<html><body>Sign in</body></html>\n", ModelFailure.Failed, NoAnswer },
        { "an answer in one piece", "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nConnection: close\r\n\r\n{\"choices\":[{\"text\":\"one\"}]}", ModelFailure.Failed, NoAnswer },
        { "a line of ten megabytes", Head + "data: {\"choices\":[{\"text\":\"" + new string('a', 10 << 20) + "\"}]}\n\n", ModelFailure.Failed, "more than 1 MiB" },
        { "500 alone", "HTTP/1.1 500 Oh\r\nContent-Length: 0\r\n\r\n", ModelFailure.Failed, "answers 500" },
        { "500 with a page", "HTTP/1.1 500 Oh\r\nContent-Length: 6\r\n\r\n<html>", ModelFailure.Failed, "answers 500" },
        { "500 that is cut off", "HTTP/1.1 500 Oh\r\nContent-Length: 99\r\n\r\n<html>", ModelFailure.Failed, "answers 500" },
        { "500 with words", Refusal(500, "no memory"), ModelFailure.Failed, "no memory" },
        { "503 with words", Refusal(503, "too many wait"), ModelFailure.Busy, "too many wait" },
        { "429 with words", Refusal(429, "slower"), ModelFailure.Busy, "slower" },
        { "404 with words", Refusal(404, "no such model"), ModelFailure.UnknownModel, "no such model" },
        { "400 with words", Refusal(400, "too long"), ModelFailure.Refused, "too long" },
        { "401 alone", "HTTP/1.1 401 No\r\nContent-Length: 0\r\n\r\n", ModelFailure.NotAllowed, "answers 401" },
        { "403 with words", Refusal(403, "not with this key"), ModelFailure.NotAllowed, "not with this key" },
        { "204", "HTTP/1.1 204 No\r\n\r\n", ModelFailure.Refused, "answers 204" },
    };

    [Theory]
    [MemberData(nameof(Answers))]
    public async Task What_is_no_answer_is_said(string name, string answer, ModelFailure failure, string words)
    {
        Assert.NotEmpty(name);
        using var server = new EvilServer(answer);
        var (said, _) = await FailAsync(server);
        Assert.Equal(failure, said.Failure);
        Assert.Contains(words, said.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_whole_answer_is_one()
    {
        using var server = new EvilServer(Head + ": waiting\n\n" + Piece + Finish + Done);
        var events = new List<ModelEvent>();
        await foreach (var happened in new ModelClient(server.Server, TimeProvider.System).AskAsync(Query, CancellationToken.None))
            events.Add(happened);
        Assert.Equal([new ModelEvent.Progress("waiting"), new ModelEvent.Text("one"), new ModelEvent.Ended("stop", 0, 0, 0)], events);
    }

    [Fact]
    public Task What_stops_or_trickles_and_never_comes_to_a_point_has_an_end() => Task.WhenAll(
        SilentAsync("silence before the headers", "", trickles: false, "does not answer"),
        SilentAsync("silence behind the headers", Head, trickles: false, "says nothing any more"),
        SilentAsync("silence in mid-stream", Head + Piece, trickles: false, "says nothing any more"),
        SilentAsync("silence in a line", Head + Piece + "data: {", trickles: false, "says nothing any more"),
        SilentAsync("silence in a refusal", "HTTP/1.1 500 Oh\r\nContent-Length: 99\r\n\r\n{", trickles: false, "answers 500"),
        SilentAsync("slow headers", "HTTP/1.1 200 OK\r\nX-Long: ", trickles: true, "does not answer"),
        SilentAsync("a slow line", Head, trickles: true, "says nothing any more"),
        SilentAsync("a slow refusal", "HTTP/1.1 500 Oh\r\nContent-Length: 99999\r\n\r\n", trickles: true, "answers 500"));

    private async Task SilentAsync(string what, string answer, bool trickles, string words)
    {
        using var server = new EvilServer(async (stream, cancellationToken) =>
        {
            await stream.WriteAsync(Encoding.UTF8.GetBytes(answer), cancellationToken);
            while (true)
            {
                await Task.Delay(trickles ? 100 : Timeout.Infinite, cancellationToken);
                await stream.WriteAsync("a"u8.ToArray(), cancellationToken);
            }
        });
        var (said, took) = await FailAsync(server);
        output.WriteLine($"{what}: {took.TotalMilliseconds:0} ms");
        Assert.Contains(words, said.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(301)]
    [InlineData(302)]
    [InlineData(303)]
    [InlineData(307)]
    [InlineData(308)]
    public async Task A_redirection_is_not_followed(int code)
    {
        using var elsewhere = new TcpListener(System.Net.IPAddress.Loopback, 0);
        elsewhere.Start();
        using var server = new EvilServer($"HTTP/1.1 {code} There\r\nLocation: http://{elsewhere.LocalEndpoint}/v1/completions\r\nContent-Length: 0\r\n\r\n");
        var (said, _) = await FailAsync(server);
        Assert.Contains($"answers {code}", said.Message, StringComparison.Ordinal);
        Assert.Equal(1, server.Calls);
        Assert.False(elsewhere.Pending());
    }

    [Fact]
    public async Task Words_of_a_server_are_cut_off()
    {
        var many = new string('a', 50_000);
        using var refusing = new EvilServer(Refusal(400, many));
        using var failing = new EvilServer(Head + $"data: {{\"error\":{{\"message\":\"{many}\"}}}}\n\n");
        foreach (var server in new[] { refusing, failing })
            Assert.Equal(new string('a', 500) + "...", (await FailAsync(server)).Said.Message);
    }

    [Fact]
    public async Task Whoever_turns_away_closes_the_connection_at_once()
    {
        var closed = new TaskCompletionSource();
        using var server = new EvilServer(async (stream, cancellationToken) =>
        {
            try
            {
                await stream.WriteAsync(Encoding.UTF8.GetBytes(Head), cancellationToken);
                while (true)
                {
                    await stream.WriteAsync(Encoding.UTF8.GetBytes(Piece), cancellationToken);
                    await Task.Delay(10, cancellationToken);
                }
            }
            finally
            {
                closed.TrySetResult();
            }
        });
        var began = TimeProvider.System.GetTimestamp();
        await foreach (var happened in new ModelClient(server.Server, TimeProvider.System).AskAsync(Query, CancellationToken.None))
        {
            began = TimeProvider.System.GetTimestamp();
            break;
        }

        await closed.Task.WaitAsync(Soon);
        var took = TimeProvider.System.GetElapsedTime(began);
        output.WriteLine($"closed after {took.TotalMilliseconds:0} ms");
        // Read on for reuse, it would be two seconds.
        Assert.InRange(took.TotalMilliseconds, 0, 1500);
    }

    private static string Refusal(int code, string words)
    {
        var body = $"{{\"error\":{{\"message\":\"{words}\"}}}}";
        return $"HTTP/1.1 {code} No\r\nContent-Type: application/json\r\nContent-Length: {body.Length}\r\n\r\n{body}";
    }

    internal static async Task<(ModelException Said, TimeSpan Took)> FailAsync(EvilServer server)
    {
        using var limit = new CancellationTokenSource(Soon);
        var began = TimeProvider.System.GetTimestamp();
        var said = await Assert.ThrowsAsync<ModelException>(async () =>
        {
            await foreach (var happened in new ModelClient(server.Server, TimeProvider.System).AskAsync(Query, limit.Token))
                Assert.IsNotType<ModelEvent.Ended>(happened);
        });
        return (said, TimeProvider.System.GetElapsedTime(began));
    }
}
