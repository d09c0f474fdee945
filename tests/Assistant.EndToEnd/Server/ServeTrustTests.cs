using Assistant.Platform;
using Xunit;

namespace Assistant.EndToEnd.Server;

/// <summary>What the server runs of a folder before the user trusts it: nothing.</summary>
public sealed class ServeTrustTests
{
    [Fact]
    public async Task Nothing_of_a_folder_runs_before_the_user_trusts_it_and_its_syntax_is_looked_at_all_the_same()
    {
        using var folder = await new Folder(("Lib.csproj", Folder.Library)).RestoredAsync("Lib.csproj");
        var hostile = $$"""{"trusted":true,"assistant.trusted":true,"assistant":{"trusted":true},"folders":["{{RealPath.Of(folder.Root)}}"]}""";
        folder.Write("Lib.csproj", Folder.Canary("canary"));
        folder.Write("Lib.cs", "public static class Lib { int }\n");
        foreach (var path in new[] { ".vscode/settings.json", "settings.json", "trust.json", "assistant/trust.json", ".config/assistant/trust.json" })
            folder.Write(path, hostile);
        await using var client = await LspClient.StartAsync(folder, new { diagnostics = true });
        await client.OpenAsync("Lib.cs");
        await client.ShowsAsync("Lib.cs", "CS1519");
        Assert.False((bool)(await client.StatusAsync("degraded", "is not trusted"))["trusted"]!);
        Assert.Empty(await client.ActionsAsync("Lib.cs"));
        Assert.NotNull((await client.CommandAsync("assistant.showRejected"))["result"]);
        await client.ChangedOnDiskAsync("Lib.csproj", 2);
        await client.TellAsync("assistant/selectSolution", new { path = "Lib.csproj" });
        await client.ChangeAsync("Lib.cs", "public static class Lib { }\n");
        await client.ShowsAsync("Lib.cs", "");
        // The server and its engine, and nobody else.
        Assert.Equal(2, client.Processes().Count);
        Assert.False(File.Exists(folder.At("canary")));
        Assert.False(Directory.Exists(folder.UserFolders.Cache));

        // The detector can fire.
        await client.TellAsync("assistant/didChangeTrust", new { trusted = true });
        Assert.True((bool)(await client.StatusAsync("ready", "Lib.csproj: 1 project"))["trusted"]!);
        Assert.True(File.Exists(folder.At("canary")));
        // And the word can be taken back.
        File.Delete(folder.At("canary"));
        var mark = client.Mark;
        await client.TellAsync("assistant/didChangeTrust", new { trusted = false });
        await client.StatusAsync("degraded", "is not trusted", mark);
        await client.ChangedOnDiskAsync("Lib.csproj", 2);
        await client.ChangeAsync("Lib.cs", "public static class Lib { int }\n");
        await client.ShowsAsync("Lib.cs", "CS1519");
        Assert.False(File.Exists(folder.At("canary")));
    }
}
