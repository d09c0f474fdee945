using Assistant.EndToEnd.CommandLine;
using Xunit;

namespace Assistant.EndToEnd.Server;

/// <summary>What an editor does with the server, on a solution of two projects.</summary>
public sealed class ServeTests
{
    private static readonly string App = Folder.Library.Replace("</Project>", """<ItemGroup><ProjectReference Include="../Lib/Lib.csproj" /></ItemGroup></Project>""", StringComparison.Ordinal);

    private const string Sum = """
        namespace App;

        public static class Sum
        {
            public static int Of(int number) => Lib.Two.Same(nubmer);

            public static async Task Late()
            {
                Task.Delay(1);
            }

            public static int Unknown() => Fooo.Barr(1);
        }
        """;

    private const string Rejecting = """
        namespace App;

        public static class Sum
        {
            public static string? Find(int number) => number > 0 ? "" : null;

            public static int Length(int number)
            {
                return Find(number).Length;
            }
        }
        """;

    private static Task<Folder> FolderAsync() => new Folder(
        ("All.slnx", """<Solution><Project Path="App/App.csproj" /><Project Path="Lib/Lib.csproj" /></Solution>"""),
        ("App/App.csproj", App),
        ("App/Sum.cs", Sum),
        ("App/Three.cs", Broken.Typo.Replace("Two", "Three", StringComparison.Ordinal)),
        ("Lib/Lib.csproj", Folder.Library),
        ("Lib/Two.cs", Broken.TypoRepaired)).RestoredAsync("All.slnx");

    [Fact]
    public async Task What_is_listed_compiles_and_what_is_not_is_shown_with_its_reason()
    {
        using var folder = await FolderAsync();
        // Told apart from those of another test by the text they name.
        folder.Write("Lib/Two.cs", "namespace Lib;\n" + Broken.TypoRepaired);
        await using var client = await LspClient.StartAsync(folder);
        await client.OpenAsync("App/Sum.cs");
        await client.ShowsAsync("App/Sum.cs", "CS0103 CS0103 CS4014");
        await client.StatusAsync("ready", "All.slnx: 2 projects");
        var rename = await client.ActionAsync("App/Sum.cs", "CS0103");
        // An editor may ask with the caret elsewhere in the line and name what stands there, of whatever server.
        var (caret, at) = (new { line = 4, character = 0 }, rename["diagnostics"]![0]!["range"]);
        async Task<int> AskAsync(params object[] diagnostics) => (await client.AskAsync("textDocument/codeAction", new
        {
            textDocument = new { uri = client.UriOf("App/Sum.cs") },
            range = new { start = caret, end = caret },
            context = new { diagnostics },
        }))["result"]!.AsArray().Count;
        Assert.Equal((0, true), (await AskAsync(), await AskAsync(new { range = at, message = "of another" }) > 0));
        await client.ApplyAsync(rename["edit"]!);
        Assert.Equal(Sum.Replace("nubmer", "number", StringComparison.Ordinal), client.Open["App/Sum.cs"].Text);
        await client.ShowsAsync("App/Sum.cs", "CS0103 CS4014");
        var awaited = await client.ActionAsync("App/Sum.cs", "CS4014");
        await client.ApplyAsync(awaited["edit"]!);
        Assert.Contains("await Task.Delay(1);", client.Open["App/Sum.cs"].Text, StringComparison.Ordinal);
        await client.ShowsAsync("App/Sum.cs", "CS0103");
        await client.ChangeAsync("App/Sum.cs", Rejecting);
        await client.ShowsAsync("App/Sum.cs", "CS8602");
        await client.ActionAsync("App/Sum.cs", "CS8602");
        var rejected = (await client.CommandAsync("assistant.showRejected"))["result"]!["rejected"]!.AsArray().Single(proposal => (string)proposal!["title"]! == "Use 'Find(number)' only when it is not null")!;
        Assert.Equal((client.UriOf("App/Sum.cs"), 9, "CS8602"), ((string)rejected["uri"]!, (int)rejected["line"]!, (string)rejected["id"]!));
        Assert.Equal("CS0266", (string)rejected["newDiagnostics"]![0]!["id"]!);
        Assert.Equal(-32602, (int)(await client.CommandAsync("assistant.unknown"))["error"]!["code"]!);
        await GoodbyeAsync(client);
    }

    [Fact]
    public async Task All_is_repaired_in_a_file_and_in_the_solution_on_the_texts_of_the_editor()
    {
        using var folder = await FolderAsync();
        folder.Write("Lib/Two.cs", "namespace Lib;\n" + Broken.TypoRepaired);
        await using var client = await LspClient.StartAsync(folder);
        await client.OpenAsync("App/Sum.cs", Sum.Replace("Fooo.Barr(1)", "1", StringComparison.Ordinal));
        await client.ShowsAsync("App/Sum.cs", "CS0103 CS4014");
        await FixAllAsync(client, "document");
        Assert.Contains("Same(number)", client.Open["App/Sum.cs"].Text, StringComparison.Ordinal);
        await client.ShowsAsync("App/Sum.cs", "CS4014");
        // Of a file that is not open, on disk.
        Assert.Contains("nubmer", await File.ReadAllTextAsync(folder.At("App/Three.cs")), StringComparison.Ordinal);
        await FixAllAsync(client, "solution");
        Assert.Equal(Broken.TypoRepaired.Replace("Two", "Three", StringComparison.Ordinal), await File.ReadAllTextAsync(folder.At("App/Three.cs")));
        await client.ChangedOnDiskAsync("App/Three.cs", 2);
        Assert.False((bool)(await client.CommandAsync("assistant.fixAll", new { scope = "solution", uri = client.UriOf("App/Sum.cs") }))["result"]!["applied"]!);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_happens_on_disk_is_seen_at_once_whoever_watches_it(bool clientWatches)
    {
        using var folder = await FolderAsync();
        folder.Write("Lib/Two.cs", "namespace Lib;\n" + Broken.TypoRepaired);
        const string path = "App/Use.cs";
        folder.Write(path, "public static class Use { public static int Of() => Lib.Two.Same(1); }\n");
        await using var client = await LspClient.StartAsync(folder, watches: clientWatches);
        await client.OpenAsync(path);
        await client.ShowsAsync(path, "");

        // Another source.
        await AfterAsync(client, path, "CS0117", () => OnDiskAsync("Lib/Two.cs", 2, "namespace Lib;\npublic static class Two { }\n"));
        await AfterAsync(client, path, "", () => OnDiskAsync("Lib/Two.cs", 2, "namespace Lib;\n" + Broken.TypoRepaired));
        // One that comes and goes.
        await AfterAsync(client, path, "CS0103", () => client.ChangeAsync(path, "public static class Use { public static int Of() => Extra.One; }\n"));
        await AfterAsync(client, path, "", () => OnDiskAsync("App/Extra.cs", 1, "public static class Extra { public const int One = 1; }\n"));
        await AfterAsync(client, path, "CS0103", () =>
        {
            File.Delete(folder.At("App/Extra.cs"));
            return TellAsync("App/Extra.cs", 3);
        });
        // One that is written in the editor, and one that comes with its folder.
        await client.OpenAsync("App/New.cs", "public static class New { public static int Of() => nubmer\n");
        await client.ShowsAsync("App/New.cs", "CS1002 CS1513");
        await AfterAsync(client, "App/New.cs", "CS0103", async () =>
        {
            await client.ChangeAsync("App/New.cs", "public static class New { public static int Of() => nubmer; }\n");
            await OnDiskAsync("App/New.cs", 1, client.Open["App/New.cs"].Text);
        });
        folder.Write("../moved/More.cs", "public static class More { public const int nubmer = 1; }\n");
        await client.ChangeAsync("App/New.cs", "public static class New { public static int Of() => More.nubmer; }\n");
        await client.ShowsAsync("App/New.cs", "CS0103");
        await AfterAsync(client, "App/New.cs", "", () =>
        {
            Directory.Move(folder.At("../moved"), folder.At("App/moved"));
            return TellAsync("App/moved/More.cs", 1);
        });
        // A project.
        await AfterAsync(client, path, "CS0246", () => client.ChangeAsync(path, "public static class Use { public static StringBuilder? Of() => null; }\n"));
        await AfterAsync(client, path, "", () => OnDiskAsync("App/App.csproj", 2, App.Replace("</Project>", """<ItemGroup><Using Include="System.Text" /></ItemGroup></Project>""", StringComparison.Ordinal)));

        Task OnDiskAsync(string changed, int type, string text)
        {
            folder.Write(changed, text);
            return TellAsync(changed, type);
        }

        Task TellAsync(string changed, int type) => clientWatches ? client.ChangedOnDiskAsync(changed, type) : Task.CompletedTask;
    }

    [Fact]
    public async Task Of_several_solutions_one_is_opened_and_another_can_be_chosen()
    {
        using var folder = await new Folder(
            ("A.slnx", """<Solution><Project Path="A/A.csproj" /></Solution>"""),
            ("B.slnx", """<Solution><Project Path="B/B.csproj" /></Solution>"""),
            ("A/A.csproj", Folder.Library),
            ("A/Two.cs", Broken.Typo),
            ("B/B.csproj", Folder.Library),
            ("B/Two.cs", Broken.Typo)).RestoredAsync("A.slnx");
        await folder.RestoredAsync("B.slnx");
        await using var client = await LspClient.StartAsync(folder);
        await client.OpenAsync("A/Two.cs");
        await client.OpenAsync("B/Two.cs");
        var status = await client.StatusAsync("ready", "A.slnx: 1 project");
        Assert.Equal([folder.At("A.slnx"), folder.At("B.slnx")], status["solutions"]!.AsArray().Select(solution => (string)solution!));
        await client.ActionAsync("A/Two.cs", "CS0103");
        Assert.Empty(await client.ActionsAsync("B/Two.cs"));
        await client.TellAsync("assistant/selectSolution", new { path = "B.slnx" });
        await client.StatusAsync("ready", "B.slnx: 1 project");
        await client.ActionAsync("B/Two.cs", "CS0103");
        Assert.Empty(await client.ActionsAsync("A/Two.cs"));
    }

    [Fact]
    public async Task Settings_that_cannot_be_read_are_said_and_the_server_goes_on()
    {
        using var folder = await Broken.OpenAsync(("Two.cs", Broken.Typo));
        folder.Write(Path.Combine(folder.UserFolders.Config, "settings.json"), """{"engineMegabytes":1}""");
        await using var client = await LspClient.StartAsync(folder);
        await client.UntilAsync(
            message => (string?)message["method"] == "window/showMessage" && ((string)message["params"]!["message"]!).EndsWith("the setting \"engineMegabytes\" must be a number from 512: correct it or delete it", StringComparison.Ordinal),
            "what is wrong with the settings");
        await client.OpenAsync("Two.cs");
        await client.StatusAsync("ready");
        await client.ActionAsync("Two.cs", "CS0103");
    }

    private static async Task AfterAsync(LspClient client, string path, string ids, Func<Task> change)
    {
        var mark = client.Mark;
        await change();
        await client.ShowsAsync(path, ids, mark);
    }

    private static async Task FixAllAsync(LspClient client, string scope)
    {
        var mark = client.Mark;
        Assert.True((bool)(await client.CommandAsync("assistant.fixAll", new { scope, uri = client.UriOf("App/Sum.cs") }))["result"]!["applied"]!);
        await client.ApplyAsync((await client.UntilAsync(message => (string?)message["method"] == "workspace/applyEdit", "the edit", mark))["params"]!["edit"]!);
    }

    private static async Task GoodbyeAsync(LspClient client)
    {
        Assert.Null((await client.AskAsync("shutdown", null))["result"]);
        await client.TellAsync("exit", null);
        await client.Process.WaitForExitAsync();
        Assert.Equal(0, client.Process.ExitCode);
    }
}
