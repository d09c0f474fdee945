using Assistant.EndToEnd.CommandLine;
using Xunit;

namespace Assistant.EndToEnd.Server;

/// <summary>T24: what the server logs and shows holds no code and no secret, whatever it does and whatever goes wrong.</summary>
public sealed class ServeLogTests
{
    // Each stands in another place where the server comes by.
    private const string Name = "Canary0Name";

    private static readonly string[] Secrets =
    [
        "canary1-source-line", "canary2-comment", "canary3-password", "eyJhbGciOiJIUzI1NiJ9.canary4.jwt", "-----BEGIN PRIVATE KEY-----canary5", "Canary6Identifier",
        "canary7-environment", "canary8-property", "canary9-feed", "canary10-typed", "canary11-malformed", "canary12-argument",
    ];

    private static readonly string Code = $$"""
        // {{Secrets[1]}}
        public static class Canary6Identifier
        {
            public const string Key = "{{Secrets[0]}} {{Secrets[2]}} {{Secrets[3]}} {{Secrets[4]}}";
            public static int Of(int number) => nubmer + Key.Length;
            public static string? Find(int number) => number > 0 ? Key : null;
            public static int Length(int number) => Find(number).Length;
        }
        """;

    [Fact]
    public async Task Logs_and_messages_hold_no_code_and_no_secrets()
    {
        using var folder = await new Folder(
            ($"{Name}.slnx", """<Solution><Project Path="Lib/Lib.csproj" /></Solution>"""),
            ("nuget.config", $"""<configuration><packageSourceCredentials><feed><add key="Username" value="me" /><add key="ClearTextPassword" value="{Secrets[8]}" /></feed></packageSourceCredentials></configuration>"""),
            ("Lib/Lib.csproj", Folder.Library),
            ("Lib/Use.cs", Code)).RestoredAsync("Lib/Lib.csproj");
        await using var client = await LspClient.StartAsync(
            folder,
            new { trusted = true, diagnostics = true, properties = new { Secret = Secrets[7] } },
            command: ["env", $"API_KEY={Secrets[6]}", "dotnet", Repository.Assistant]);
        await client.OpenAsync("Lib/Use.cs");
        await client.StatusAsync("ready", Name);
        await client.ActionAsync("Lib/Use.cs", "CS0103");
        await client.CommandAsync("assistant.showRejected");
        await client.CommandAsync("assistant.fixAll", new { scope = "document", uri = Secrets[11] });
        await client.CommandAsync(Secrets[11]);
        await client.AskAsync("textDocument/inlineCompletion", new { textDocument = new { uri = client.UriOf("Lib/Use.cs") }, position = new { line = 5, character = 10 }, context = new { triggerKind = 1 } });
        await client.ChangeAsync("Lib/Use.cs", Code + $"\npublic class Other {{ string typed = \"{Secrets[9]}\"; }} }}}} ((\n");
        await client.SendAsync($$"""{"jsonrpc":"2.0","id":"{{Secrets[10]}}","method":7}""");
        await client.SendAsync($$"""{"jsonrpc":"2.0","method":"textDocument/didOpen","params":"{{Secrets[10]}}"}""");
        var mark = client.Mark;
        await client.CommandAsync("assistant.restart");
        await client.StatusAsync("ready", Name, mark);
        client.Process.StandardInput.Close();
        await client.Process.WaitForExitAsync();

        var said = client.Heard().Where(message => (string?)message["method"] is "window/logMessage" or "window/showMessage" or "assistant/status" or "$/progress").Select(message => message.ToJsonString())
            .Append(await client.StandardError).ToList();
        // Positive control: what the server may say, the name of what is opened, is found by the same search.
        Assert.NotEmpty(Found(Name, said));
        Assert.All(Secrets, secret => Assert.Empty(Found(secret, said)));
    }

    private static List<string> Found(string secret, IEnumerable<string> said) => [.. said.Where(line => line.Contains(secret, StringComparison.Ordinal))];
}
