using System.Text.Json.Nodes;
using Assistant.EndToEnd.CommandLine;
using Assistant.Tests.Kit;
using Xunit;
using static Assistant.Tests.Kit.Replies;

namespace Assistant.EndToEnd.Server;

/// <summary>Repairs that a model writes when they are chosen in an editor. The model's server is scripted; all else is real.</summary>
public sealed class ServeModelTests
{
    private const string One = "public static class One\n{\n    public static int Next(int number)\n    {\n        return Fooo.Barr(number);\n    }\n}\n";
    private const string Wrong = "```csharp\npublic static int Next(int number)\n{\n    return Math.Abs(nummber);\n}\n```";
    private const string Right = "```csharp\npublic static int Next(int number)\n{\n    return System.Math.Abs(number);\n}\n```";

    [Fact]
    public async Task A_model_is_asked_when_its_action_is_chosen_and_what_comes_back_compiles()
    {
        using var server = new ScriptedServer(Says(Wrong), Says(Right));
        using var folder = await Broken.OpenAsync(("One.cs", One));
        await using var client = await StartAsync(folder, server);
        var offer = await OfferAsync(client);
        Assert.Equal(("Ask the small model to repair CS0103", null, 0), ((string)offer["title"]!, offer["edit"], server.Asked.Count));
        var resolved = (await client.AskAsync("codeAction/resolve", offer))["result"]!;
        Assert.Equal(("small", 1), ((string)resolved["data"]!["tier"]!, (int)resolved["data"]!["count"]!));
        Assert.Matches("^Change .+ · small model$", (string)resolved["title"]!);
        Assert.True((bool)Assert.Single(resolved["edit"]!["changeAnnotations"]!.AsObject()).Value!["needsConfirmation"]!);
        await client.ApplyAsync(resolved["edit"]!);
        Assert.Equal(One.Replace("Fooo.Barr(number)", "System.Math.Abs(number)", StringComparison.Ordinal), client.Open["One.cs"].Text);
        await client.ShowsAsync("One.cs", "");
        var rejected = (await client.CommandAsync("assistant.showRejected"))["result"]!["rejected"]!.AsArray().Single(proposal => (string)proposal!["tier"]! == "small")!;
        Assert.Equal(("CS0103", "One.cs"), ((string)rejected["newDiagnostics"]![0]!["id"]!, (string)rejected["newDiagnostics"]![0]!["path"]!));
        Assert.Equal((2, 0), (server.Asked.Count, server.Failures.Count));
    }

    [Fact]
    public async Task An_editor_that_cannot_show_an_edit_first_is_offered_none_of_a_model()
    {
        using var server = new ScriptedServer(Says(Right));
        using var folder = await Broken.OpenAsync(("One.cs", One));
        await using var client = await StartAsync(folder, server, asks: false);
        Assert.DoesNotContain(await client.ActionsAsync("One.cs"), action => action!["data"]?["asked"] is not null);
    }

    [Fact]
    public async Task Where_nothing_passes_the_action_has_no_edit_and_the_user_is_told_why()
    {
        using var server = new ScriptedServer(Says(Wrong));
        using var folder = await Broken.OpenAsync(("One.cs", One));
        await using var client = await StartAsync(folder, server);
        var resolved = (await client.AskAsync("codeAction/resolve", await OfferAsync(client)))["result"]!;
        Assert.Null(resolved["edit"]);
        var told = await client.UntilAsync(message => (string?)message["method"] == "window/showMessage" && ((string)message["params"]!["message"]!).Contains("no verified proposal", StringComparison.Ordinal), "why");
        Assert.Contains("asked small", (string)told["params"]!["message"]!, StringComparison.Ordinal);
        Assert.Equal(One, client.Open["One.cs"].Text);
    }

    [Fact]
    public async Task The_status_says_where_code_goes_how_much_went_there_and_when_nobody_answers()
    {
        using var server = new ScriptedServer(Says(Right));
        using var folder = await Broken.OpenAsync(("One.cs", One));
        await using var client = await StartAsync(folder, server);
        var offer = await OfferAsync(client);
        JsonNode Model(JsonNode message) => message["params"]!["models"]![0]!;
        bool Is(JsonNode message, Func<JsonNode, bool> wanted) => (string?)message["method"] == "assistant/status" && message["params"]!["models"]!.AsArray().Count == 1 && wanted(Model(message));
        var before = Model(await client.UntilAsync(message => Is(message, model => (string)model["state"]! == "not asked yet"), "a model"));
        Assert.Equal(("small", "tiny", server.Address, true, 0), ((string)before["tier"]!, (string)before["name"]!, (string)before["endpoint"]!, (bool)before["local"]!, (int)before["bytesSent"]!));
        await client.AskAsync("codeAction/resolve", offer);
        var after = Model(await client.UntilAsync(message => Is(message, model => (string)model["state"]! == "ready"), "an answer"));
        Assert.True((int)after["bytesSent"]! > One.Length, after.ToJsonString());
        server.Dispose();
        await client.AskAsync("codeAction/resolve", offer);
        await client.UntilAsync(message => Is(message, model => ((string)model["state"]!).Contains("does not answer", StringComparison.Ordinal)), "nobody there");
    }

    [Fact]
    public async Task Who_takes_the_request_back_leaves_no_model_at_work()
    {
        using var server = new ScriptedServer(Hangs(Head + Event("```csharp\n")));
        using var folder = await Broken.OpenAsync(("One.cs", One));
        await using var client = await StartAsync(folder, server);
        var offer = await OfferAsync(client);
        var id = 4711;
        await client.SendAsync(new JsonObject { ["jsonrpc"] = "2.0", ["id"] = id, ["method"] = "codeAction/resolve", ["params"] = offer.DeepClone() }.ToJsonString());
        await server.AskedAsync(1);
        await client.TellAsync("$/cancelRequest", new { id });
        var answer = await client.UntilAsync(message => LspClient.IdOf(message) == "4711" && message["method"] is null, "the answer");
        Assert.Equal(-32800, (int)answer["error"]!["code"]!);
        await server.AloneAsync();
    }

    private static async Task<LspClient> StartAsync(Folder folder, ScriptedServer server, bool asks = true)
    {
        var client = await LspClient.StartAsync(folder, new { trusted = true, diagnostics = true, small = new { endpoint = server.Address, model = "tiny" } }, asks: asks);
        await client.OpenAsync("One.cs");
        await client.ShowsAsync("One.cs", "CS0103");
        return client;
    }

    private static async Task<JsonNode> OfferAsync(LspClient client)
    {
        var offer = await client.ActionAsync("One.cs", "CS0103");
        Assert.NotNull(offer["data"]!["asked"]);
        return offer;
    }
}
