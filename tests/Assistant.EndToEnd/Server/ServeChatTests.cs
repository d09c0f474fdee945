using System.Text.Json.Nodes;
using Assistant.EndToEnd.CommandLine;
using Assistant.Tests.Kit;
using Xunit;
using static Assistant.Tests.Kit.Replies;

namespace Assistant.EndToEnd.Server;

/// <summary>The chat of a real server: what is told while an answer comes, what is kept, and what of it reaches a text. The model's server is scripted.</summary>
public sealed class ServeChatTests
{
    private const string One = "public static class One\n{\n    public static int Next(int number)\n    {\n        return number + 1;\n    }\n}\n";
    private const string Right = "Like *this*:\n\n```csharp One.cs\npublic static class One\n{\n    public static int Next(int number)\n    {\n        return checked(number + 1);\n    }\n}\n```\nIt throws now.";
    private const string Wrong = "Like this:\n```csharp One.cs\npublic static class One\n{\n    public static int Next(int number) => Absent.Of(number);\n}\n```\n";
    private const string Fresh = "A class beside it:\n```csharp Two.cs\npublic static class Two\n{\n    public static int Twice(int number) => One.Next(One.Next(number));\n}\n```\n";

    [Fact]
    public async Task Prose_comes_while_it_is_written_and_code_with_its_verdict_and_is_applied()
    {
        using var server = new ScriptedServer(Says(Right));
        using var folder = await Broken.OpenAsync(("One.cs", One));
        await using var client = await StartAsync(folder, server);
        var (parts, result) = await AskAsync(client, "Let Next fail where it overflows.", At(client, 4));
        Assert.Equal("tier text edit text", string.Join(' ', Kinds(parts)));
        Assert.Equal(("small", "tiny", true, "no other model is configured"), ((string)parts[0]["tier"]!, (string)parts[0]["model"]!, (bool)parts[0]["local"]!, (string)parts[0]["reason"]!));
        Assert.Equal("Like *this*:\n\n|It throws now.", string.Join('|', parts.Where(part => (string)part["kind"]! == "text").Select(part => (string)part["text"]!)));
        var block = parts.Single(part => (string)part["kind"]! == "edit");
        Assert.Equal(("accepted", "One.cs", "One.Next(int)", "csharp"), ((string)block["verdict"]!, (string)block["path"]!, (string)block["title"]!, (string)block["language"]!));
        Assert.Equal(("answered", 1), ((string)result["outcome"]!, result["edits"]!.AsArray().Count));
        Assert.Contains("public static int Next(int number)", server.Asked[0].Messages[^1], StringComparison.Ordinal);
        Assert.Contains("Let Next fail where it overflows.", server.Asked[0].Messages[^1], StringComparison.Ordinal);

        var applied = await ApplyAsync(client, block);
        Assert.True((bool)Assert.Single(applied["edit"]!["changeAnnotations"]!.AsObject()).Value!["needsConfirmation"]!);
        await client.ApplyAsync(applied["edit"]!);
        Assert.Equal(One.Replace("number + 1", "checked(number + 1)", StringComparison.Ordinal), client.Open["One.cs"].Text);
        Assert.Equal("the code is there already", (string)(await ApplyAsync(client, block))["reason"]!);
    }

    [Fact]
    public async Task What_moved_is_followed_what_changed_is_refused_and_so_is_what_does_not_compile_any_more()
    {
        using var server = new ScriptedServer(Says(Right));
        using var folder = await Broken.OpenAsync(("One.cs", One));
        await using var client = await StartAsync(folder, server);
        var (parts, _) = await AskAsync(client, "Let it fail.", At(client, 4));
        var block = parts.Single(part => (string)part["kind"]! == "edit");

        await client.ChangeAsync("One.cs", "// above\n" + One);
        await client.ApplyAsync(await EditAsync(client, block));
        Assert.Equal("// above\n" + One.Replace("number + 1", "checked(number + 1)", StringComparison.Ordinal), client.Open["One.cs"].Text);

        await client.ChangeAsync("One.cs", One.Replace("number + 1", "number + 2", StringComparison.Ordinal));
        Assert.Equal("One.Next(int) is not what it was when the answer came: ask again", (string)(await ApplyAsync(client, block))["reason"]!);

        await client.ChangeAsync("One.cs", One.Replace("class One", "class Other", StringComparison.Ordinal));
        var gone = await ApplyAsync(client, block);
        Assert.Null(gone["edit"]);
        Assert.Contains("ask again", (string)gone["reason"]!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_rejected_goes_back_with_the_compilers_words_and_in_the_end_it_is_said()
    {
        using var server = new ScriptedServer(Says(Wrong));
        using var folder = await Broken.OpenAsync(("One.cs", One));
        await using var client = await StartAsync(folder, server);
        var (parts, result) = await AskAsync(client, "Change it.", At(client, 4));
        Assert.Equal("noVerifiedProposal", (string)result["outcome"]!);
        var blocks = parts.Where(part => (string)part["kind"]! == "edit").ToList();
        Assert.All(blocks, block => Assert.Equal(("rejected", "CS0103"), ((string)block["verdict"]!, (string)block["newDiagnostics"]![0]!["id"]!)));
        Assert.Contains("CS0103: The name 'Absent' does not exist in the current context", server.Asked[1].Messages[^1], StringComparison.Ordinal);
        Assert.Equal("the code did not compile when the answer came", (string)(await ApplyAsync(client, blocks[0]))["reason"]!);
        var status = await client.UntilAsync(message => (string?)message["method"] == "assistant/status" && (int)message["params"]!["rejected"]! >= 2, "the count");
        Assert.Equal("CS0103", (string)status["params"]!["rejectedBy"]![0]!["id"]!);
    }

    [Fact]
    public async Task A_new_file_is_compiled_before_it_is_there()
    {
        using var server = new ScriptedServer(Says(Fresh));
        using var folder = await Broken.OpenAsync(("One.cs", One));
        await using var client = await StartAsync(folder, server);
        var (parts, _) = await AskAsync(client, "A class that goes on by two.", At(client, 4));
        var block = parts.Single(part => (string)part["kind"]! == "edit");
        Assert.Equal(("accepted", "new file Two.cs"), ((string)block["verdict"]!, (string)block["title"]!));
        Assert.False(File.Exists(folder.At("Two.cs")));
        await client.ApplyAsync(await EditAsync(client, block));
        Assert.Equal("public static class Two\n{\n    public static int Twice(int number) => One.Next(One.Next(number));\n}\n", await File.ReadAllTextAsync(folder.At("Two.cs")));
    }

    [Fact]
    public async Task A_conversation_is_kept_goes_on_and_is_forgotten()
    {
        using var server = new ScriptedServer(Says(Right), Says("As I said."));
        using var folder = await Broken.OpenAsync(("One.cs", One));
        JsonNode block;
        await using (var first = await StartAsync(folder, server))
            block = (await AskAsync(first, "Let it fail.", At(first, 4))).Parts.Single(part => (string)part["kind"]! == "edit");

        await using var client = await StartAsync(folder, server);
        var kept = Assert.Single((await ResultAsync(client, "assistant/chat/history", new { }))["sessions"]!.AsArray())!;
        Assert.Equal(("s-1", "Let it fail."), ((string)kept["session"]!, (string)kept["title"]!));
        var turn = Assert.Single((await ResultAsync(client, "assistant/chat/history", new { session = "s-1" }))["turns"]!.AsArray())!;
        Assert.Equal(("Let it fail.", "One.cs:5", "answered"), ((string)turn["text"]!, (string)turn["about"]![0]!, (string)turn["outcome"]!));
        Assert.Equal("tier text edit text", string.Join(' ', turn["parts"]!.AsArray().Select(part => (string)part!["kind"]!)));
        await AskAsync(client, "And why?");
        Assert.Equal(["Let it fail.", "Like *this*:", "And why?"], server.Asked[1].Messages.Skip(1).Select(message => message.Split('\n')[0]));
        // Code of an answer that another process gave.
        await client.ApplyAsync(await EditAsync(client, block));
        Assert.Contains("checked(number + 1)", client.Open["One.cs"].Text, StringComparison.Ordinal);
        await client.AskAsync("assistant/chat/forget", new { });
        Assert.Empty((await ResultAsync(client, "assistant/chat/history", new { }))["sessions"]!.AsArray());
    }

    [Fact]
    public async Task Who_stops_an_answer_leaves_no_model_at_work_and_what_was_said_is_kept()
    {
        using var server = new ScriptedServer(Hangs(Head + Event("It begins ")));
        using var folder = await Broken.OpenAsync(("One.cs", One));
        await using var client = await StartAsync(folder, server);
        var mark = client.Mark;
        await client.SendAsync(Question("Why?", [], 4711));
        await client.UntilAsync(message => IsPart(message, "text"), "the first words", mark);
        await client.TellAsync("$/cancelRequest", new { id = 4711 });
        var answer = await client.UntilAsync(message => LspClient.IdOf(message) == "4711" && message["method"] is null, "the end", mark);
        Assert.Equal("cancelled", (string)answer["result"]!["outcome"]!);
        await server.AloneAsync();
        var turn = await UntilKeptAsync(client, "cancelled");
        Assert.Equal("It begins ", (string)turn["parts"]![1]!["text"]!);
    }

    [Fact]
    public async Task A_question_after_a_stopped_one_comes_behind_it_and_what_was_forgotten_meanwhile_stays_so()
    {
        using var server = new ScriptedServer(Hangs(Head + Event("It begins ")), Says("First."), Hangs(Head + Event("It begins ")), Says("Second."));
        using var folder = await Broken.OpenAsync(("One.cs", One));
        await using var client = await StartAsync(folder, server);
        await StopAsync(client, 4711);
        Assert.Equal("answered", (string)(await AskAsync(client, "And now?")).Result["outcome"]!);
        Assert.Equal(["Why? cancelled", "And now? answered"], await TurnsAsync(client));
        await StopAsync(client, 4712, forgets: true);
        Assert.Equal("answered", (string)(await AskAsync(client, "Anew?")).Result["outcome"]!);
        Assert.Equal(["Anew? answered"], await TurnsAsync(client));

        static async Task StopAsync(LspClient client, int id, bool forgets = false)
        {
            var mark = client.Mark;
            await client.SendAsync(Question("Why?", [], id));
            await client.UntilAsync(message => IsPart(message, "text"), "the first words", mark);
            if (forgets)
                await client.AskAsync("assistant/chat/forget", new { session = "s-1" });
            await client.TellAsync("$/cancelRequest", new { id });
        }

        static async Task<IEnumerable<string>> TurnsAsync(LspClient client) =>
            (await ResultAsync(client, "assistant/chat/history", new { session = "s-1" }))["turns"]!.AsArray().Select(turn => $"{turn!["text"]} {turn["outcome"]}");
    }

    [Fact]
    public async Task A_server_that_breaks_off_is_said_and_the_next_question_is_answered()
    {
        using var server = new ScriptedServer(Raw(Head + Event("It begins ") + Event("and then")), Says("Here I am."));
        using var folder = await Broken.OpenAsync(("One.cs", One));
        await using var client = await StartAsync(folder, server);
        var (_, broken) = await AskAsync(client, "Why?");
        Assert.Equal("failed", (string)broken["outcome"]!);
        Assert.StartsWith("the answer broke off: ", (string)broken["message"]!, StringComparison.Ordinal);
        var (parts, result) = await AskAsync(client, "Why?");
        Assert.Equal(("answered", "Here I am."), ((string)result["outcome"]!, string.Concat(parts.Where(part => (string)part["kind"]! == "text").Select(part => (string)part["text"]!))));
    }

    [Fact]
    public async Task Mentions_are_found_and_offered()
    {
        using var server = new ScriptedServer(Says("Yes."));
        using var folder = await Broken.OpenAsync(("One.cs", One), ("Broken.cs", "public class Faulty { int x = nothing; }\n"));
        await using var client = await StartAsync(folder, server);
        var offered = (await ResultAsync(client, "assistant/chat/mentions", new { query = "Nex" }))["items"]!.AsArray();
        Assert.Equal(("symbol", "#One.Next", "method"), ((string)offered[0]!["kind"]!, (string)offered[0]!["text"]!, (string)offered[0]!["detail"]!));
        await AskAsync(client, "What do #One.Next and #file:Broken.cs and #problems have in common?");
        var asked = server.Asked[0].Messages[^1];
        Assert.Contains("return number + 1;", asked, StringComparison.Ordinal);
        Assert.Contains("public class Faulty", asked, StringComparison.Ordinal);
        Assert.Contains("CS0103: The name 'nothing' does not exist in the current context", asked, StringComparison.Ordinal);
        var (_, missing) = await AskAsync(client, "And #file:Nowhere.cs?");
        Assert.Equal("failed", (string)missing["outcome"]!);
        Assert.StartsWith("#file:Nowhere.cs is no file of the solution", (string)missing["message"]!, StringComparison.Ordinal);
        Assert.Single(server.Asked);
    }

    [Theory]
    [InlineData("""{"session":"../x","text":"hi"}""")]
    [InlineData("""{"session":"","text":"hi"}""")]
    [InlineData("""{"session":"s","text":"  "}""")]
    [InlineData("""{"session":"s"}""")]
    [InlineData("""{"session":"s","text":7}""")]
    public async Task What_is_no_question_is_an_error(string parameters)
    {
        using var server = new ScriptedServer(Says("Yes."));
        using var folder = await Broken.OpenAsync(("One.cs", One));
        await using var client = await StartAsync(folder, server);
        Assert.Equal(-32602, (int)(await client.AskAsync("assistant/chat", JsonNode.Parse(parameters)))["error"]!["code"]!);
        Assert.Empty(server.Asked);
    }

    [Fact]
    public async Task Without_a_model_or_without_trust_it_is_said_what_is_missing()
    {
        using var server = new ScriptedServer(Says(Right));
        using var folder = await Broken.OpenAsync(("One.cs", One));
        await using (var without = await LspClient.StartAsync(folder, new { trusted = true, diagnostics = true }))
        {
            await without.OpenAsync("One.cs");
            await without.StatusAsync("ready");
            var (_, none) = await AskAsync(without, "Why?");
            Assert.Equal("failed", (string)none["outcome"]!);
            Assert.StartsWith("no model is configured", (string)none["message"]!, StringComparison.Ordinal);
        }

        await using var untrusted = await LspClient.StartAsync(folder, new { trusted = false, diagnostics = true, small = new { endpoint = server.Address, model = "tiny" } }, asks: true);
        await untrusted.OpenAsync("One.cs");
        await untrusted.StatusAsync("degraded");
        var (parts, result) = await AskAsync(untrusted, "Let it fail.", new { kind = "file", uri = untrusted.UriOf("One.cs") });
        var block = parts.Single(part => (string)part["kind"]! == "edit");
        Assert.Equal(("answered", "notVerified", "no solution is open, or its folder is not trusted, so it was not compiled"), ((string)result["outcome"]!, (string)block["verdict"]!, (string)block["reason"]!));
        Assert.Contains("return number + 1;", server.Asked[0].Messages[^1], StringComparison.Ordinal);
        Assert.Null((await ApplyAsync(untrusted, block))["edit"]);
    }

    private static async Task<LspClient> StartAsync(Folder folder, ScriptedServer server)
    {
        var client = await LspClient.StartAsync(folder, new { trusted = true, diagnostics = true, small = new { endpoint = server.Address, model = "tiny" } }, asks: true);
        await client.OpenAsync("One.cs");
        await client.StatusAsync("ready");
        return client;
    }

    private static object At(LspClient client, int line) => new { kind = "selection", uri = client.UriOf("One.cs"), range = new { start = new { line, character = 8 }, end = new { line, character = 8 } } };

    private static string Question(string text, object[] attachments, int id) => System.Text.Json.JsonSerializer.Serialize(
        new { jsonrpc = "2.0", id, method = "assistant/chat", @params = new { session = "s-1", text, attachments, partialResultToken = "part" } });

    private static async Task<(IReadOnlyList<JsonNode> Parts, JsonNode Result)> AskAsync(LspClient client, string text, params object[] attachments)
    {
        var mark = client.Mark;
        var answer = await client.AskAsync("assistant/chat", new { session = "s-1", text, attachments, partialResultToken = "part" });
        Assert.True(answer["error"] is null, answer.ToJsonString());
        var parts = client.Heard(mark).Where(message => IsPart(message, null)).Select(message => message["params"]!["value"]!).Where(part => (string)part["kind"]! != "state").ToList();
        // Pieces of prose that follow each other are one.
        var joined = new List<JsonNode>();
        foreach (var part in parts)
        {
            if (joined is [.., var last] && (string)part["kind"]! == "text" && (string)last["kind"]! == "text")
                last["text"] = (string)last["text"]! + (string)part["text"]!;
            else
                joined.Add(part.DeepClone());
        }

        return (joined, answer["result"]!);
    }

    private static bool IsPart(JsonNode message, string? kind) => (string?)message["method"] == "$/progress" && message["params"]!["token"]!.ToJsonString() == "\"part\"" && (kind is null || (string)message["params"]!["value"]!["kind"]! == kind);

    private static IEnumerable<string> Kinds(IEnumerable<JsonNode> parts) => parts.Select(part => (string)part["kind"]!);

    private static async Task<JsonNode> EditAsync(LspClient client, JsonNode block)
    {
        var applied = await ApplyAsync(client, block);
        Assert.True(applied["edit"] is not null, applied.ToJsonString());
        return applied["edit"]!;
    }

    private static Task<JsonNode> ApplyAsync(LspClient client, JsonNode block) => ResultAsync(client, "assistant/chat/apply", new { editId = (string)block["id"]! });

    private static async Task<JsonNode> ResultAsync(LspClient client, string method, object parameters)
    {
        var answer = await client.AskAsync(method, parameters);
        Assert.True(answer["error"] is null, answer.ToJsonString());
        return answer["result"]!;
    }

    // The engine keeps it a moment after the client has its answer.
    private static async Task<JsonNode> UntilKeptAsync(LspClient client, string outcome)
    {
        for (var attempt = 0; ; attempt++)
        {
            var turn = (await ResultAsync(client, "assistant/chat/history", new { session = "s-1" }))["turns"]!.AsArray().LastOrDefault();
            if ((string?)turn?["outcome"] == outcome)
                return turn!;
            Assert.True(attempt < 100, $"it was never kept as {outcome}: {turn?.ToJsonString()}");
            await Task.Delay(50);
        }
    }
}
