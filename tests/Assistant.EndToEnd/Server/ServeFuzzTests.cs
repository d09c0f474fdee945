using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Assistant.EndToEnd.CommandLine;
using Assistant.Platform;
using Xunit;

namespace Assistant.EndToEnd.Server;

/// <summary>Whatever is well framed, the server goes on: after each wrong message it answers a right one within a second.</summary>
public sealed class ServeFuzzTests
{
    private static readonly TimeSpan Length = Environment.GetEnvironmentVariable("ASSISTANT_FULL_COUNTS") is null ? TimeSpan.FromSeconds(20) : TimeSpan.FromMinutes(10);

    private const int FewMessages = 100;
    private const long MostGrowth = 300L << 20;

    [Fact]
    public async Task No_well_framed_message_ends_or_delays_the_server()
    {
        var seed = Environment.GetEnvironmentVariable("ASSISTANT_SEED") is { } given ? int.Parse(given, CultureInfo.InvariantCulture) : 18;
        var random = new Random(seed);
        using var folder = await Broken.OpenAsync(("Two.cs", Broken.Typo));
        await using var client = await LspClient.StartAsync(folder);
        await client.OpenAsync("Two.cs");
        await client.StatusAsync("ready");
        var mutation = new Mutation(random, client.UriOf("Two.cs"));
        var started = Stopwatch.GetTimestamp();
        var begun = client.Mark;
        var count = 0;
        long warm = 0;
        while (Stopwatch.GetElapsedTime(started) < Length)
        {
            var body = mutation.Next();
            count++;
            if (count == FewMessages)
                warm = MemoryOf(client);
            try
            {
                await client.SendAsync(body);
                var answer = await PingAsync(client, count);
                Assert.Equal(-32601, (int)answer["error"]!["code"]!);
            }
            catch (Exception failure) when (failure is TimeoutException or IOException or Xunit.Sdk.XunitException)
            {
                Assert.Fail($"message {count} of seed {seed}: {failure.Message}\n{body}");
            }
        }

        // Each request has one answer; what the engine still works on is at most ten seconds away.
        var heard = client.Mark;
        var answered = client.Heard().Where(message => message["method"] is null).Select(LspClient.IdOf).ToHashSet(StringComparer.Ordinal);
        foreach (var id in mutation.Asked.Where(id => !answered.Contains(id)))
            await client.UntilAsync(message => message["method"] is null && LspClient.IdOf(message) == id, $"the answer to {id} of seed {seed}", heard);
        var tooOften = client.Heard(begun)
            .Where(message => message["method"] is null && message["id"] is JsonValue id && id.GetValueKind() == JsonValueKind.Number)
            .CountBy(message => LspClient.IdOf(message)!, StringComparer.Ordinal)
            .Where(answers => answers.Value > mutation.Sent.GetValueOrDefault(answers.Key));
        Assert.True(!tooOften.Any(), $"answered more often than asked: {string.Join(' ', tooOften)}, seed {seed}");
        Assert.True(count > 2 * FewMessages, $"{count} messages are no test");
        // Memory stays on a plateau, whatever has come.
        Assert.InRange(MemoryOf(client), 1, warm + MostGrowth);
        // The engine has survived as well, and works.
        var ends = client.Heard().Select(message => (string?)message["params"]?["message"] ?? "").Where(told => told.Contains("the next one starts", StringComparison.Ordinal) || told.Contains("could not be judged", StringComparison.Ordinal)).Distinct(StringComparer.Ordinal);
        Assert.True(!ends.Any(), $"{string.Join('\n', ends)}, seed {seed}");
        var mark = client.Mark;
        await client.OpenAsync("Two.cs", Broken.Typo);
        await client.ShowsAsync("Two.cs", "CS0103", mark);
    }

    private static long MemoryOf(LspClient client) => client.Processes().Sum(id => OtherProcess.UsageOf(id)?.MemoryBytes ?? 0);

    private static async Task<JsonNode> PingAsync(LspClient client, int number)
    {
        var (id, mark) = ($"\"ping:{number}\"", client.Mark);
        await client.SendAsync(JsonSerializer.Serialize(new { jsonrpc = "2.0", id = id.Trim('"'), method = "test/ping" }));
        return await client.UntilAsync(message => LspClient.IdOf(message) == id, "the answer to a ping", mark, TimeSpan.FromSeconds(1));
    }
}
