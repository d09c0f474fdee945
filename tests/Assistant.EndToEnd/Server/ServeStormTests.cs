using System.Text;
using System.Text.Json;
using Assistant.EndToEnd.CommandLine;
using Xunit;

namespace Assistant.EndToEnd.Server;

/// <summary>Much at once, and much in one piece.</summary>
public sealed class ServeStormTests
{
    private const string Path = "Two.cs";

    [Fact]
    public async Task After_ten_thousand_changes_the_last_one_counts_and_every_request_has_one_answer()
    {
        const int seed = 416;
        var random = new Random(seed);
        using var folder = await Broken.OpenAsync((Path, Broken.TypoRepaired));
        await using var client = await LspClient.StartAsync(folder);
        await client.OpenAsync(Path);
        await client.ShowsAsync(Path, "");
        var text = new StringBuilder(Broken.TypoRepaired);
        var asked = 0;
        for (var version = 2; version <= 10_001; version++)
        {
            // A comment at the end of the only line grows and shrinks.
            var length = text.Length - Broken.TypoRepaired.Length;
            var cut = random.Next(4) == 0 ? random.Next(length + 1) : 0;
            var added = version == 10_001 ? "\npublic static class Last { public static int Same(int number) => nubmer; }\n" : "//" + new string('x', random.Next(4)) + "\n";
            var end = Place(text.ToString(), text.Length);
            var start = Place(text.ToString(), text.Length - cut);
            text.Remove(text.Length - cut, cut).Append(added);
            await client.SendAsync($$$"""{"jsonrpc":"2.0","method":"textDocument/didChange","params":{"textDocument":{"uri":"{{{client.UriOf(Path)}}}","version":{{{version}}}},"contentChanges":[{"range":{"start":{{{start}}},"end":{{{end}}}},"text":{{{JsonSerializer.Serialize(added)}}} }]}}""");
            if (random.Next(10) == 0)
                await client.SendAsync($$$"""{"jsonrpc":"2.0","id":"storm:{{{++asked}}}","method":"textDocument/codeAction","params":{"textDocument":{"uri":"{{{client.UriOf(Path)}}}"},"range":{"start":{"line":0,"character":0},"end":{"line":9,"character":0} } } }""");
            if (random.Next(15) == 0)
                await client.SendAsync($$$"""{"jsonrpc":"2.0","method":"$/cancelRequest","params":{"id":"storm:{{{random.Next(asked + 1)}}}"} }""");
            if (text.Length > 2000)
            {
                text.Clear().Append(Broken.TypoRepaired);
                await client.SendAsync($$$"""{"jsonrpc":"2.0","method":"textDocument/didChange","params":{"textDocument":{"uri":"{{{client.UriOf(Path)}}}","version":{{{version}}}},"contentChanges":[{"text":{{{JsonSerializer.Serialize(Broken.TypoRepaired)}}} }]}}""");
            }
        }

        client.Open[Path] = (text.ToString(), 10_001);
        await client.ShowsAsync(Path, "CS0103");
        await client.ApplyAsync((await client.ActionAsync(Path, "CS0103"))["edit"]!);
        Assert.True(client.Open[Path].Text == text.ToString().Replace("nubmer", "number", StringComparison.Ordinal), $"the text is another, seed {seed}");
        await client.ShowsAsync(Path, "");
        var answers = client.Heard().Where(message => message["method"] is null && ((string?)message["id"]?.ToJsonString())?.StartsWith("\"storm:", StringComparison.Ordinal) == true).Select(message => (string)message["id"]!).ToList();
        Assert.True(answers.Count == asked && answers.Distinct(StringComparer.Ordinal).Count() == asked, $"{asked} requests, {answers.Count} answers, seed {seed}");
    }

    [Theory]
    [InlineData("a million lines")]
    [InlineData("a line of ten million characters")]
    [InlineData("five thousand braces")]
    [InlineData("fifty thousand parentheses")]
    public async Task A_text_that_is_too_much_costs_itself_alone(string what)
    {
        using var folder = await Broken.OpenAsync((Path, Broken.TypoRepaired), ("Big.cs", "class Big { }\n"));
        await using var client = await LspClient.StartAsync(folder);
        await client.OpenAsync(Path);
        await client.OpenAsync("Big.cs");
        await client.StatusAsync("ready");
        var mark = client.Mark;
        await client.ChangeAsync("Big.cs", what switch
        {
            "a million lines" => string.Concat(Enumerable.Repeat("// xx\n", 1_000_000)),
            "a line of ten million characters" => "// " + new string('x', 10_000_000),
            "five thousand braces" => "class Big { void M() " + new string('{', 5000) + new string('}', 5000) + " }",
            _ => "class Big { int M() => " + new string('(', 50_000) + '1' + new string(')', 50_000) + "; }",
        });
        var status = await client.UntilAsync(message => (string?)message["method"] == "assistant/status" && (string?)message["params"]!["state"] == "degraded", "what is wrong", mark);
        Assert.Contains("Big.cs", (string)status["params"]!["message"]!, StringComparison.Ordinal);
        // It goes on.
        await client.ChangeAsync(Path, Broken.Typo);
        await client.ShowsAsync(Path, "CS0103", mark);
        mark = client.Mark;
        await client.ChangeAsync("Big.cs", "class Big { int Small => nubmer; }\n");
        await client.ShowsAsync("Big.cs", "CS0103", mark);
        await client.StatusAsync("ready", "", mark);
        Assert.DoesNotContain(client.Heard(), message => ((string?)message["params"]?["message"])?.Contains("engine ended", StringComparison.Ordinal) == true);
    }

    [Fact]
    public async Task A_message_of_fifty_megabytes_is_passed_over_with_a_word()
    {
        using var folder = await Broken.OpenAsync((Path, Broken.Typo));
        await using var client = await LspClient.StartAsync(folder, new { diagnostics = true });
        var mark = client.Mark;
        await client.SendAsync(new string(' ', 50_000_000));
        var error = await client.UntilAsync(message => message["error"] is not null, "the error", mark);
        Assert.Equal("a message of 50000000 bytes was passed over: the limit is 33554432", (string)error["error"]!["message"]!);
        await client.OpenAsync(Path, "class Two { int }\n");
        await client.ShowsAsync(Path, "CS1519");
    }

    private static string Place(string text, int offset)
    {
        var before = text.AsSpan(0, offset);
        return $$$"""{"line":{{{before.Count('\n')}}},"character":{{{offset - (before.LastIndexOf('\n') + 1)}}}}""";
    }
}
