using System.Text.Json.Nodes;
using Xunit;

namespace Assistant.EndToEnd.Server;

/// <summary>Code of a trusted folder that prints, throws, ends the process, never ends or eats memory: the client is answered all the same.</summary>
public sealed class ServeHostileCodeTests
{
    private const string Sound = "public static class Use { public static int Of(int number) => nubmer + Made.Number; }\n";

    [Theory]
    [InlineData("Print", "CS0103", "")]
    [InlineData("Throw", "CS0103 CS0103", "the generator Hostile: InvalidOperationException: of the generator")]
    [InlineData("Quit", null, "the engine ended with exit code 7")]
    [InlineData("Loop", null, "does not end")]
    [InlineData("Allocate", null, "the engine ")]
    public async Task The_client_is_answered_and_when_the_code_is_gone_all_is_well(string harm, string? shown, string said)
    {
        using var folder = await HostileGenerator.OpenAsync(Sound);
        await using var client = await LspClient.StartAsync(folder, new { trusted = true, diagnostics = true, engineMegabytes = 1024 });
        await client.OpenAsync("Use.cs");
        // Positive control: the generator runs, and adds what is used.
        await client.ShowsAsync("Use.cs", "CS0103");
        await client.StatusAsync("ready");

        var mark = client.Mark;
        await client.ChangeAsync("Use.cs", Sound + $"public class {harm} {{ }}\n");
        if (shown is not null)
            await client.ShowsAsync("Use.cs", shown, mark);
        if (said.Length > 0)
            await client.StatusAsync("degraded", said, mark);
        // Whatever it is, it is an answer, and in time.
        var answer = await AskActionsAsync(client);
        Assert.True(answer["result"] is not null || (int)answer["error"]!["code"]! is -32802 or -32801 or -32803, answer.ToJsonString());
        Assert.Equal(-32601, (int)(await client.AskAsync("test/unknown", null, TimeSpan.FromSeconds(2)))["error"]!["code"]!);

        mark = client.Mark;
        await client.ChangeAsync("Use.cs", Sound + "// gone\n");
        // An engine whose code does not end is given up by itself.
        if (harm == "Loop")
            await client.StatusAsync("degraded", "does not end; the next one starts in 1 s", mark);
        else
            await client.CommandAsync("assistant.restart");
        await client.ShowsAsync("Use.cs", "CS0103", mark);
    }

    private static Task<JsonNode> AskActionsAsync(LspClient client) => client.AskAsync(
        "textDocument/codeAction",
        new { textDocument = new { uri = client.UriOf("Use.cs") }, range = new { start = new { line = 0, character = 0 }, end = new { line = 9, character = 0 } } },
        TimeSpan.FromSeconds(15));
}
