using System.Collections.Immutable;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Assistant.Core.Proposing;
using Assistant.Core.Proposing.Models;
using Assistant.Core.Verification;
using Assistant.Models.Machine;
using Assistant.Server.Models;
using Assistant.Tests.Kit;
using Assistant.Workspace;
using Xunit;
using static Assistant.Tests.Kit.Replies;

#pragma warning disable CA2025 // Each task is awaited in its test, while its server is there.
namespace Assistant.Tests.Proposing.Evil;

/// <summary>
/// Whatever becomes of the connection to a model's server: it is said in words, costs that tier alone, and nobody is left who
/// still asks for something.
/// </summary>
public sealed class EvilEndpointTests
{
    private const string Middle = "ended in the middle of its answer";
    private const string NoAnswer = "sends what is no answer";
    private const string Silent = "does not answer at";

    private static readonly EvilScene Scene = EvilScene.All[0];
    private static readonly string Right = Written.Block(Scene.Right);

    private static readonly ImmutableArray<(string Name, string Words, Reply Reply)> Troubles =
    [
        ("closes at once", Silent, Raw()),
        ("resets at once", Silent, Resets("")),
        ("resets in mid-answer", Middle, Resets(Head + Event("public int"))),
        ("closes in mid-answer", Middle, Raw(Head + Event("public int"))),
        ("closes in the middle of an event", Middle, Raw(Head + Event(Right)[..50])),
        ("another protocol", Silent, Raw("SSH-2.0-OpenSSH_9.6\r\n")),
        ("huge headers", Silent, Raw($"HTTP/1.1 200 OK\r\nX: {new string('a', 1 << 20)}\r\n\r\n")),
        ("many headers", Silent, Raw("HTTP/1.1 200 OK\r\n" + string.Concat(Enumerable.Range(0, 50_000).Select(number => $"X{number}: a\r\n")) + "\r\n")),
        ("a page", NoAnswer, Raw("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nConnection: close\r\n\r\n<html>Sign in</html>")),
        ("the answer in one piece", NoAnswer, Raw("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nConnection: close\r\n\r\n{\"choices\":[{\"message\":{\"content\":\"x\"}}]}")),
        ("nothing at all", Middle, Raw(Head)),
        ("broken JSON", NoAnswer, Raw(Head + Event("public") + "data: {\"choices\":[{\"delta\":\n\n" + Done)),
        ("JSON of another shape", NoAnswer, Raw(Head + "data: {\"choices\":5}\n\n" + Done)),
        ("JSON with half a letter", NoAnswer, Raw(Head + "data: {\"choices\":[{\"delta\":{\"content\":\"\\ud83d\"}}]}\n\n" + "data: {\"choices\":[{\"delta\":{\"content\":\"\\ude00\"}}]}\n\n" + Finish("stop") + Done)),
        ("JSON with a name that is half a letter", NoAnswer, Raw(Head + "data: {\"\\ud83d\":1}\n\n" + Done)),
        ("JSON nested deeply", NoAnswer, Raw(Head + $"data: {{\"x\":{new string('[', 5000)}\n\n" + Done)),
        ("no terminal event", Middle, Raw(Head + Event(Right) + Finish("stop"))),
        ("no reason", Middle, Raw(Head + Event(Right) + Done)),
        ("an error in mid-answer", "the engine broke", Raw(Head + Event("public") + "data: {\"error\":{\"message\":\"the engine broke\"}}\n\n")),
        ("an error of another shape", NoAnswer, Raw(Head + "data: {\"error\":\"broke\"}\n\n")),
        ("null", "an empty answer", Raw(Head + "data: null\n\n")),
        ("a token of ten megabytes", "more than 1 MiB", Raw(Head + Event(new string('a', 10 << 20)) + Finish("stop") + Done)),
        ("ten megabytes of tokens", "goes on without end", Says(string.Concat(Enumerable.Repeat("word ", 2 << 20)))),
        ("tokens without end", "goes on without end", Endless(Head, Event(" again and"))),
        ("nothing without end", "more than 64 MiB", Endless(Head, string.Concat(Enumerable.Repeat($"data: {{\"choices\":[{{\"delta\":{{\"content\":\"\"}}}}],\"x\":\"{new string('x', 4000)}\"}}\n\n", 16)))),
        ("comments without end", "more than 64 MiB", Endless(Head, string.Concat(Enumerable.Repeat($": {new string('x', 8000)}\n\n", 16)))),
        ("a line without end", "more than 1 MiB", Endless(Head + "data: {\"x\":\"", new string('a', 1 << 16))),
        ("a refusal without end", "answers 500", Endless("HTTP/1.1 500 No\r\nContent-Type: application/json\r\n\r\n{\"error\":{\"message\":\"", new string('a', 1 << 16))),
        ("context overflow", "the request exceeds the available context size", Status(400, "the request exceeds the available context size (2048 tokens)")),
        ("the wrong key", "Invalid API key", Status(401, "Invalid API key")),
        ("the wrong model", "model 'm' not found", Status(404, "model 'm' not found, try pulling it first")),
        ("too many requests", "slow down", Status(429, "slow down, please", "Retry-After: 99999\r\n")),
        ("out of memory", "CUDA out of memory", Status(500, "CUDA out of memory")),
        ("it still loads", "Loading model", Status(503, "Loading model")),
        ("a refusal without words", "answers 502", Raw("HTTP/1.1 502 Bad Gateway\r\nContent-Length: 6\r\n\r\n<html>")),
        ("a refusal in half", "answers 500", Raw("HTTP/1.1 500 No\r\nContent-Length: 9999\r\n\r\n{\"error\":")),
        ("compressed", NoAnswer, Raw("HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Encoding: gzip\r\nConnection: close\r\n\r\n\u001f\u008b\b\0")),
        ("a length that is too long", Middle, Raw("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nContent-Length: 99999\r\n\r\n" + Event(Right))),
        ("a chunk without a length", Middle, Raw("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\ndata\r\n")),
    ];

    public static TheoryData<string> Names => [.. Troubles.Select(trouble => trouble.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task What_goes_wrong_is_said_and_the_next_tier_is_asked(string name)
    {
        var (_, words, reply) = Troubles.Single(trouble => trouble.Name == name);
        using var small = new ScriptedServer(reply);
        using var large = new ScriptedServer(Says(Right));
        using var models = EvilRun.Models(TimeProvider.System, (TierSettings.Small, small.Address), (TierSettings.Large, large.Address));
        var outcome = await EvilRun.AskAsync(Scene, models, CancellationToken.None);
        Assert.Equal([TierSettings.Small, TierSettings.Large], outcome.Tries.Select(tried => tried.Tier));
        Assert.Contains(words, outcome.Tries[0].Reason, StringComparison.Ordinal);
        Assert.InRange(outcome.Tries[0].Reason.Length, 10, 600);
        Assert.Equal(Scene.Expected, outcome.Taken!.Candidate!.Files[0].After!.ToString());
        // What is wrong with a server is not mended by asking again, and of half an answer nobody is told.
        Assert.Single(small.Asked);
        Assert.DoesNotContain(large.Asked[0].Messages, message => message.Contains("not taken", StringComparison.Ordinal));
        await small.AloneAsync();
        Assert.Empty(small.Failures);
    }

    [Theory]
    [InlineData(301)]
    [InlineData(302)]
    [InlineData(307)]
    [InlineData(308)]
    public async Task Nobody_is_sent_elsewhere(int code)
    {
        using var elsewhere = new ScriptedServer(Says(Right));
        using var server = new ScriptedServer(Status(code, "there", $"Location: {elsewhere.Address}/v1/chat/completions\r\n"));
        var outcome = await EvilRun.AskAsync(Scene, server);
        Assert.Null(outcome.Taken);
        Assert.Single(server.Asked);
        Assert.Empty(elsewhere.Asked);
    }

    [Fact]
    public async Task Of_a_server_that_is_not_there_it_is_said_where_it_would_be()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var address = $"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}";
        listener.Stop();
        using var models = EvilRun.Models(TimeProvider.System, (TierSettings.Small, address));
        var outcome = await EvilRun.AskAsync(Scene, models, CancellationToken.None);
        Assert.Contains($"{Silent} {address}", Assert.Single(outcome.Tries).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_comes_late_is_an_answer_all_the_same()
    {
        var gate = new TaskCompletionSource();
        using var server = new ScriptedServer(After(gate.Task, Says(Right, Cut.Bytes)));
        var asked = EvilRun.AskAsync(Scene, server);
        await server.AskedAsync(1);
        Assert.False(asked.IsCompleted);
        gate.SetResult();
        Assert.Equal(Scene.Expected, (await asked).Taken!.Candidate!.Files[0].After!.ToString());
    }

    [Theory]
    [InlineData("")]
    [InlineData(Head)]
    [InlineData(Head + "data: {\"choices\":[{\"delta\":{\"content\":\"public int \"}}]}\n\n")]
    [InlineData(Head + "data: {\"cho")]
    public async Task A_server_that_hangs_costs_ten_minutes_and_its_tier(string until)
    {
        var time = new FakeTime();
        using var small = new ScriptedServer(Hangs(until));
        using var large = new ScriptedServer(Says(Right));
        using var models = EvilRun.Models(time, (TierSettings.Small, small.Address), (TierSettings.Large, large.Address));
        var asked = EvilRun.AskAsync(Scene, models, CancellationToken.None);
        await small.AskedAsync(1);
        time.Advance(TimeSpan.FromMinutes(9));
        Assert.False(asked.IsCompleted);
        time.Advance(TimeSpan.FromMinutes(2));
        var outcome = await asked;
        Assert.Equal(TierSettings.Large, outcome.Taken!.Tier);
        Assert.Contains("model", outcome.Tries[0].Reason, StringComparison.Ordinal);
        await small.AloneAsync();
    }

    [Theory]
    [InlineData("before the headers", 1)]
    [InlineData("behind the headers", 1)]
    [InlineData("in mid-answer", 1)]
    [InlineData("in mid-refusal", 1)]
    [InlineData("in the second answer", 2)]
    [InlineData("which models there are", 1)]
    [InlineData("in the list of models", 1)]
    public async Task Whoever_stops_is_free_at_once_and_leaves_no_request(string phase, int asks)
    {
        var hang = phase switch
        {
            "before the headers" or "which models there are" => Hangs(""),
            "behind the headers" => Hangs(Head),
            "in mid-refusal" => Hangs("HTTP/1.1 500 No\r\nContent-Length: 9999\r\n\r\n{\"error\":"),
            "in the list of models" => Hangs("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 9999\r\n\r\n{\"data\":"),
            _ => Hangs(Head + Event("```csharp\npublic int Total(")),
        };
        using var server = new ScriptedServer([.. Enumerable.Repeat(Says(Written.Block(Scene.Inside("Entry.Missing();"))), asks - 1), hang]);
        var settings = new Settings();
        settings = settings with { Tiers = settings.Tiers.SetItem(TierSettings.Small, new TierSettings(TierSettings.Small, new Uri(server.Address), phase.Contains("models", StringComparison.Ordinal) ? null : "m")) };
        using var models = new TierModels(settings, new("", [], "", ""), new PromptRates(null), TimeProvider.System);
        using var stop = new CancellationTokenSource();
        var asked = EvilRun.AskAsync(Scene, models, stop.Token);
        await server.AskedAsync(asks);
        var began = Stopwatch.GetTimestamp();
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asked);
        await server.AloneAsync();
        Assert.InRange(Stopwatch.GetElapsedTime(began).TotalSeconds, 0, 3);
        Assert.Equal(asks, server.Asked.Count);
    }

    [Fact]
    public async Task Stopped_while_it_is_judged_it_ends_with_nothing_or_with_the_whole()
    {
        for (var turn = 0; turn < 5; turn++)
        {
            using var stop = new CancellationTokenSource();
            using var server = new ScriptedServer(async caller =>
            {
                await Says(Right)(caller);
                await Task.Delay(turn * 5, caller.End);
                await stop.CancelAsync();
            });
            try
            {
                var outcome = await EvilRun.AskAsync(Scene, server, stop.Token);
                Assert.Equal(Scene.Expected, outcome.Taken!.Candidate!.Files[0].After!.ToString());
            }
            catch (OperationCanceledException)
            {
                Assert.True(stop.IsCancellationRequested);
            }

            await server.AloneAsync();
        }
    }

    [Fact]
    public async Task A_server_that_comes_up_later_is_asked_for_its_models_again()
    {
        const string List = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nConnection: close\r\n\r\n{\"data\":[{\"id\":\"the one\"}]}";
        using var server = new ScriptedServer(Status(503, "Loading model"), Raw(List), Says(Right));
        var settings = new Settings();
        settings = settings with { Tiers = settings.Tiers.SetItem(TierSettings.Small, new TierSettings(TierSettings.Small, new Uri(server.Address), null)) };
        using var models = new TierModels(settings, new("", [], "", ""), new PromptRates(null), TimeProvider.System);
        var first = await EvilRun.AskAsync(Scene, models, CancellationToken.None);
        Assert.Contains("Loading model", Assert.Single(first.Tries).Reason, StringComparison.Ordinal);
        Assert.NotNull((await EvilRun.AskAsync(Scene, models, CancellationToken.None)).Taken);
        Assert.Contains("\"model\":\"the one\"", server.Asked[^1].Body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("resets in mid-answer")]
    [InlineData("broken JSON")]
    [InlineData("the wrong model")]
    [InlineData("context overflow")]
    [InlineData("it still loads")]
    public async Task Rules_work_on_whatever_becomes_of_the_models(string name)
    {
        var (_, words, reply) = Troubles.Single(trouble => trouble.Name == name);
        using var server = new ScriptedServer(reply);
        using var models = EvilRun.Models(TimeProvider.System, (TierSettings.Small, server.Address));
        var start = new Verifier(TestSolution.Open("""
            === A/Code.cs
            class A
            {
                int Unknown() => Fooo.Barr(1);

                int Same(int number) => nubmer;
            }
            """));
        var loop = new RepairLoop(new RulesTier(FixProviders.In([])), new Cascade(models.Tiers, TimeProvider.System), RepairSelection.Of(withWarnings: false, []));
        var outcomes = new List<RepairOutcome>();
        await foreach (var outcome in loop.RunAsync(start, new Progress<string>(), CancellationToken.None))
            outcomes.Add(outcome);
        Assert.Equal(2, outcomes.Count);
        Assert.Equal(RulesTier.Name, outcomes[0].Chosen?.Candidate.Tier);
        Assert.Null(outcomes[1].Chosen);
        Assert.Contains(words, Assert.Single(outcomes[1].Tries).Reason, StringComparison.Ordinal);
    }
}
