using System.Text;
using System.Text.Json;
using Xunit;

namespace Assistant.Tests.Server;

/// <summary>Ten thousand changes with requests and cancels between them.</summary>
public sealed class StormTests
{
    private const int Changes = 10_000;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task No_edit_is_lost_and_every_request_is_answered_once(int seed)
    {
        var random = new Random(seed);
        using var session = new Session();
        await session.PlayAsync("start");
        var text = new StringBuilder("start\n");
        await session.Client.SayAsync("""{"method":"textDocument/didOpen","params":{"textDocument":{"uri":"file:///a.cs","languageId":"csharp","version":0,"text":"start\n"}}}""", session.Limit);
        var engine = session.Engine;
        // Answers half of what it is asked, and not always at once.
        using var death = CancellationTokenSource.CreateLinkedTokenSource(session.Limit);
        var answering = AnswerAsync(engine.Peer, new Random(seed), death.Token);
        var asked = 0;
        for (var version = 1; version <= Changes; version++)
        {
            await session.Client.SayAsync(Change(random, text, version), session.Limit);
            if (random.Next(10) == 0)
                await session.Client.SayAsync($$$"""{"id":{{{++asked}}},"method":"textDocument/codeAction","params":{}}""", session.Limit);
            if (random.Next(15) == 0 && asked > 0)
                await session.Client.SayAsync($$$"""{"method":"$/cancelRequest","params":{"id":{{{random.Next(asked) + 1}}}}}""", session.Limit);
        }

        // All that still waits is answered when the engine dies; then the texts are told anew.
        await session.Client.SyncAsync(session.Limit);
        engine.End(1);
        var heard = await session.Client.HearUntilAsync(message => JsonPattern.Matches("""{"method":"assistant/status","params":{"state":"degraded","...":""}}""", message), session.Limit);
        var answers = heard.Where(message => message.TryGetProperty("id", out var id) && id.ValueKind == JsonValueKind.Number).Select(message => message.GetProperty("id").GetInt32()).ToList();
        Assert.True(answers.Count == asked && answers.Distinct().Count() == asked, $"{asked} requests, {answers.Count} answers, seed {seed}");
        await death.CancelAsync();
        // Taken in the middle of a word, or of silence.
        await Assert.ThrowsAnyAsync<Exception>(() => answering);

        session.Time.Advance(TimeSpan.FromSeconds(1));
        await session.PlayAsync("""
            engine starts
            ==> {"id":"front:initialize","...":""}
            """);
        var replayed = (await session.Engine.Peer.HearAsync(session.Limit))!.Value.GetProperty("params").GetProperty("textDocument");
        Assert.Equal(Changes, replayed.GetProperty("version").GetInt32());
        Assert.True(text.ToString() == replayed.GetProperty("text").GetString(), $"the text is another, seed {seed}");
    }

    private static string Change(Random random, StringBuilder text, int version)
    {
        // Some of the changes are of two places at once.
        var changes = Enumerable.Range(0, random.Next(8) == 0 ? 2 : 1).Select(_ => Replace(random, text)).ToList();
        return $$$"""{"method":"textDocument/didChange","params":{"textDocument":{"uri":"file:///a.cs","version":{{{version}}}},"contentChanges":[{{{string.Join(',', changes)}}}]}}""";
    }

    private static string Replace(Random random, StringBuilder text)
    {
        string[] words = ["a", "bc", "\n", "long word ", "\u00e9", ""];
        var word = words[random.Next(words.Length)];
        var from = random.Next(text.Length + 1);
        // A text stays about as long as a file is.
        var to = Math.Min(text.Length, from + (text.Length > 3000 ? random.Next(50) : random.Next(3)));
        var before = text.ToString();
        text.Remove(from, to - from).Insert(from, word);
        return $$$"""{"range":{"start":{{{Place(before, from)}}},"end":{{{Place(before, to)}}}},"text":{{{JsonSerializer.Serialize(word)}}}}""";
    }

    private static string Place(string text, int offset)
    {
        var before = text.AsSpan(0, offset);
        return $$$"""{"line":{{{before.Count('\n')}}},"character":{{{offset - (before.LastIndexOf('\n') + 1)}}}}""";
    }

    private static async Task AnswerAsync(Peer engine, Random random, CancellationToken cancellationToken)
    {
        var late = new Queue<string>();
        while (await engine.HearAsync(cancellationToken) is { } message)
        {
            if (message.TryGetProperty("id", out var id) && random.Next(2) == 0)
                late.Enqueue(id.GetRawText());
            while (late.Count > 3)
                await engine.SayAsync($$"""{"id":{{late.Dequeue()}},"result":[]}""", cancellationToken);
        }

        throw new EndOfStreamException();
    }
}
