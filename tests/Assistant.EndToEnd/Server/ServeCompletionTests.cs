using System.Text.Json.Nodes;
using Xunit;

namespace Assistant.EndToEnd.Server;

/// <summary>Grey text at the caret (<c>|</c>), as an editor asks for it.</summary>
public sealed class ServeCompletionTests
{
    private const int Invoked = 1;
    private const int Typing = 2;

    private const string Basket = """
        using System.Collections.Immutable;
        namespace Shop;

        public sealed record Item(string Name, int Count);

        public sealed class Basket
        {
            private readonly List<Item> items = [];

            public void First(Item item)
            {
                ArgumentNullException.ThrowIfNull(item);
                items.Add(item);
            }

            public void Second(Item item)
            {
                ArgumentNullException.ThrowIfNull(item);
                items.Add(item);
            }

            public ImmutableArray<Item> All() => items.ToImmutableArray();

            public ImmutableArray<Item> Named(string name) => items.Where(item => item.Name == name).ToImmutableArray();
        }
        """;

    private const string Caller = """
        namespace Shop;

        public static class Caller
        {
            public static void Call(List<Item> items, Item item)
            {
                BODY
            }
        }
        """;

    // What ends a parser, or keeps it for seconds.
    private static readonly string Deep = "class A { int B = " + new string('(', 20_000);
    private static readonly string Interpolated = "class A { string B = " + string.Concat(Enumerable.Repeat("$\"{", 40));

    private static string In(string body) => Caller.Replace("BODY", body, StringComparison.Ordinal);

    private static Task<Folder> FolderAsync() =>
        new Folder(("Shop.csproj", Folder.Library), ("Basket.cs", Basket), ("Caller.cs", In(""))).RestoredAsync("Shop.csproj");

    [Fact]
    public async Task While_typing_one_item_is_shown_that_binds_and_who_asks_gets_three()
    {
        using var folder = await FolderAsync();
        await using var client = await ReadyAsync(folder);
        Assert.Equal(["ThrowIfNull(item);"], await TextsAsync(client, "ArgumentNullException.|", Typing));
        // What is typed of it is taken off, and what comes instead is shown no more until somebody asks.
        Assert.Equal(["wIfNull(item);"], await TextsAsync(client, "ArgumentNullException.Thro|", Typing));
        Assert.Equal(["dd(item);"], await TextsAsync(client, "items.A|", Typing));
        Assert.Empty(await TextsAsync(client, "items.Ax|", Typing));
        Assert.Empty(await TextsAsync(client, "items.A|", Typing));
        Assert.Contains("dd(item);", await TextsAsync(client, "items.A|", Invoked));
        // Never in comments and strings, nor inside of a name.
        foreach (var body in new[] { "// items.|", "_ = \"items.|\";", "items.Ad|d(item);" })
            Assert.Empty(await TextsAsync(client, body, Typing));
        var three = await TextsAsync(client, "items.|", Invoked);
        Assert.Equal(3, three.Distinct(StringComparer.Ordinal).Count());
        Assert.Equal("Add(item);", three[0]);
        // What stands behind the caret is not repeated.
        Assert.Equal(["dd(item)"], await TextsAsync(client, "items.A|;", Typing));
    }

    [Fact]
    public async Task The_chosen_entry_of_a_list_is_gone_on_from()
    {
        using var folder = await FolderAsync();
        await using var client = await ReadyAsync(folder);
        var (text, caret) = At("items.A|");
        await client.ChangeAsync("Caller.cs", text);
        var selected = new { range = new { start = new { line = caret.Line, character = caret.Character - 1 }, end = new { line = caret.Line, character = caret.Character } }, text = "Add" };
        var item = Assert.Single(await AskAsync(client, caret, Typing, selected))!;
        Assert.Equal("Add(item);", (string)item["insertText"]!);
        Assert.Equal(caret.Character - 1, (int)item["range"]!["start"]!["character"]!);
    }

    [Fact]
    public async Task What_is_accepted_brings_its_using()
    {
        using var folder = await FolderAsync();
        await using var client = await ReadyAsync(folder);
        var (text, caret) = At("_ = items.Where(one => one == item).ToImm|");
        await client.ChangeAsync("Caller.cs", text);
        var item = (await AskAsync(client, caret, Typing)).Single(one => ((string)one!["insertText"]!).StartsWith("utableArray", StringComparison.Ordinal))!;
        await client.ChangeAsync("Caller.cs", In("_ = items.Where(one => one == item).ToImm" + (string)item["insertText"]!));
        var mark = client.Mark;
        await client.AskAsync("workspace/executeCommand", item["command"]);
        var edit = await client.UntilAsync(message => (string?)message["method"] == "workspace/applyEdit", "the using", mark);
        await client.ApplyAsync(edit["params"]!["edit"]!);
        Assert.StartsWith("using System.Collections.Immutable;\n", client.Open["Caller.cs"].Text, StringComparison.Ordinal);
        await client.ShowsAsync("Caller.cs", "");
        // Once is enough.
        mark = client.Mark;
        await client.AskAsync("workspace/executeCommand", item["command"]);
        Assert.DoesNotContain(client.Heard(mark), message => (string?)message["method"] == "workspace/applyEdit");
    }

    [Fact]
    public async Task What_other_files_have_just_got_is_known()
    {
        using var folder = await FolderAsync();
        await using var client = await ReadyAsync(folder);
        await client.OpenAsync("Basket.cs");
        const string Lines = "    public void More(Basket basket) { basket.Rearrange(3); basket.Rearrange(3); basket.Rearrange(3); }\n    public void Rearrange(int by) { }\n}";
        await client.ChangeAsync("Basket.cs", Basket[..^1] + Lines);
        await client.ShowsAsync("Basket.cs", "");
        // What is counted waits for a pause, as all analysis does.
        var (text, caret) = At("var basket = new Basket(); basket.|");
        await client.ChangeAsync("Caller.cs", text);
        await UntilAsync(async () => (await AskAsync(client, caret, Typing)).Any(item => (string)item!["insertText"]! == "Rearrange(3);"));
    }

    [Fact]
    public async Task Without_trust_a_file_is_completed_by_itself_alone()
    {
        using var folder = new Folder(("Shop.csproj", Folder.Canary("canary").Replace("<TargetFramework>", "<ImplicitUsings>enable</ImplicitUsings><TargetFramework>", StringComparison.Ordinal)), ("Caller.cs", ""));
        await using var client = await LspClient.StartAsync(folder, new { diagnostics = true });
        await client.OpenAsync("Caller.cs", Basket + In("").Replace("namespace Shop;\n", "", StringComparison.Ordinal));
        await client.StatusAsync("degraded", "is not trusted");
        var (text, caret) = At("ArgumentNullException.|", Basket + Caller.Replace("namespace Shop;\n", "", StringComparison.Ordinal));
        await client.ChangeAsync("Caller.cs", text);
        Assert.Equal("ThrowIfNull(item);", (string)(await AskAsync(client, caret, Typing))[0]!["insertText"]!);
        Assert.Equal(2, client.Processes().Count);
        Assert.False(File.Exists(folder.At("canary")));
    }

    [Fact]
    public async Task Whatever_is_wrong_nothing_is_shown_and_nobody_is_told_of_an_error()
    {
        using var folder = await FolderAsync();
        await using var client = await ReadyAsync(folder);
        foreach (var caret in new[] { (-1, -1), (0, 9999), (9999, 0), (int.MaxValue, int.MaxValue) })
            Assert.Empty(await AskAsync(client, caret, Typing));
        foreach (var text in new[] { "", "}", "class", "\0\0\0", "#if", "/*", "\"", "$\"{", "namespace A { class B { void C() { items.", "@", "\ud83d\ude00.", Deep, Interpolated })
        {
            await client.ChangeAsync("Caller.cs", text);
            foreach (var kind in new[] { Typing, Invoked })
                await AskAsync(client, (0, text.Length), kind);
        }

        // The same in a file of no project, which is parsed by nobody else.
        foreach (var text in new[] { Deep, Interpolated })
        {
            await client.OpenAsync("../Loose.cs", text);
            Assert.Empty(await AskAsync(client, (0, text.Length), Invoked, path: "../Loose.cs"));
        }

        Assert.DoesNotContain(client.Heard(), message => ((string?)message["params"]?["message"] ?? "").Contains("the engine ended", StringComparison.Ordinal));

        // In a file of 50 MB, one that is not open, one that is no C#.
        await client.OpenAsync("Large.cs", "class Large { }\n" + new string('/', 50 << 20));
        Assert.Empty(await AskAsync(client, (0, 5), Typing, path: "Large.cs"));
        Assert.Empty(await AskAsync(client, (0, 0), Typing, path: "Closed.cs"));
        await client.OpenAsync("page.razor", "<p></p>");
        Assert.Empty(await AskAsync(client, (0, 3), Typing, path: "page.razor"));
        // While the engine is started again there is nothing.
        await client.ChangeAsync("Caller.cs", In("items."));
        var restart = client.CommandAsync("assistant.restart");
        Assert.Empty(await AskAsync(client, (6, 14), Typing));
        await restart;
        Assert.Equal("ready", (string)(await client.StatusAsync("ready", from: client.Mark - 1))["state"]!);
    }

    private static async Task<LspClient> ReadyAsync(Folder folder)
    {
        var client = await LspClient.StartAsync(folder);
        await client.OpenAsync("Caller.cs");
        await client.StatusAsync("ready");
        // Counted beside all else.
        var (text, caret) = At("ArgumentNullException.|");
        await client.ChangeAsync("Caller.cs", text);
        await UntilAsync(async () => (await AskAsync(client, caret, Invoked)).Any(item => (string)item!["insertText"]! == "ThrowIfNull(item);"));
        return client;
    }

    private static async Task UntilAsync(Func<Task<bool>> isSo)
    {
        for (var attempt = 0; !await isSo(); attempt++)
        {
            Assert.True(attempt < 100, "it did not come to that");
            await Task.Delay(100);
        }
    }

    private static (string Text, (int Line, int Character) Caret) At(string body, string? around = null)
    {
        var text = around?.Replace("BODY", body, StringComparison.Ordinal) ?? In(body);
        var offset = text.IndexOf('|', StringComparison.Ordinal);
        var before = text[..offset];
        return (text.Remove(offset, 1), (before.Count(letter => letter == '\n'), offset - before.LastIndexOf('\n') - 1));
    }

    private static async Task<IReadOnlyList<string>> TextsAsync(LspClient client, string body, int kind)
    {
        var (text, caret) = At(body);
        await client.ChangeAsync("Caller.cs", text);
        return [.. (await AskAsync(client, caret, kind)).Select(item => (string)item!["insertText"]!)];
    }

    // Null is the answer of a server that has none in time, which on a slow machine happens while it is new.
    private static async Task<JsonArray> AskAsync(LspClient client, (int Line, int Character) caret, int kind, object? selected = null, string path = "Caller.cs")
    {
        for (var attempt = 0; ; attempt++)
        {
            var answer = await client.AskAsync("textDocument/inlineCompletion", new
            {
                textDocument = new { uri = client.UriOf(path) },
                position = new { line = caret.Line, character = caret.Character },
                context = new { triggerKind = kind, selectedCompletionInfo = selected },
            });
            Assert.Null(answer["error"]);
            if (answer["result"] is JsonArray items)
                return items;
            if (attempt == 5)
                return [];
        }
    }
}
