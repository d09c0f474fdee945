using System.Text.Json.Nodes;
using Assistant.Platform;
using Xunit;

namespace Assistant.EndToEnd.Server;

/// <summary>
/// A recording of typing played to the server faster than anybody types: code written letter by letter, a completion asked for
/// after each, and no answer waited for. Between two letters a request is sent that the server answers in its turn, so whoever
/// has heard that answer knows that the letter before it has been read.
/// </summary>
public sealed class ServeTypingTests
{
    // An hour of somebody who types 200 letters a minute; otherwise as many as five minutes bring.
    private static readonly int Letters = Environment.GetEnvironmentVariable("ASSISTANT_FULL_COUNTS") is null ? 1_000 : 12_000;

    // Both processes, of some 280 MB; what was measured is 23 MB, of which most is what the runtime lets lie.
    private const long MostGrowth = 64L << 20;

    private const string Head = """
        namespace Lib;
        public sealed class Typed
        {
            private readonly List<string> names = new();
            public void Known(string name) { ArgumentNullException.ThrowIfNull(name); names.Add(name); Console.WriteLine(name.Length); }

        """;

    private const string Method = """
            public void MethodNUMBER(string name)
            {
                ArgumentNullException.ThrowIfNull(name);
                if (names.Contains(name))
                    return;
                names.Add(name);
                Console.WriteLine(name.Length);
            }

        """;

    [Fact]
    public async Task Only_the_newest_text_is_completed_and_an_hour_of_it_costs_no_memory()
    {
        using var folder = await new Folder(("Lib.csproj", Folder.Library), ("Typed.cs", Head + "}\n")).RestoredAsync("Lib.csproj");
        await using var client = await LspClient.StartAsync(folder);
        await client.OpenAsync("Typed.cs");
        await client.StatusAsync("ready");
        var (before, number, shown) = (Head, 0, 0);
        long warm = 0;
        var begun = client.Mark;
        for (var letter = 0; letter < Letters;)
        {
            // A file that grows for an hour has other reasons to take memory.
            if (++number % 10 == 0)
                before = Head;
            foreach (var written in Method.Replace("NUMBER", number.ToString(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal))
            {
                before += written;
                var mark = client.Mark;
                await TypeAsync(client, before, ++letter);
                // People make pauses, in which they see what is shown.
                if (letter % 5 == 0)
                    await client.UntilAsync(message => LspClient.IdOf(message) == $"\"asked:{letter}\"", "the answer to a letter", mark);
                if (letter == Letters / 4)
                    warm = MemoryOf(client);
                if (letter >= Letters)
                    break;
            }
        }

        await client.UntilAsync(message => LspClient.IdOf(message) == $"\"asked:{Letters}\"", "the last answer", begun);
        var read = 0;
        foreach (var message in client.Heard(begun))
        {
            if (LspClient.IdOf(message)?.Trim('"').Split(':') is not [var kind, var of])
                continue;
            if (kind == "read")
                read = int.Parse(of, System.Globalization.CultureInfo.InvariantCulture);
            if (kind != "asked")
                continue;
            Assert.Null(message["error"]);
            if (message["result"] is not JsonArray { Count: > 0 })
                continue;
            shown++;
            Assert.True(int.Parse(of, System.Globalization.CultureInfo.InvariantCulture) >= read, $"letter {of} was completed when letter {read} had been read");
        }

        Assert.True(shown > Letters / 100, $"{shown} completions are no test");
        Assert.InRange(MemoryOf(client), 1, warm + MostGrowth);
    }

    private static async Task TypeAsync(LspClient client, string before, int letter)
    {
        await client.ChangeAsync("Typed.cs", before + "\n}\n");
        var line = before.Count(one => one == '\n');
        var position = new { line, character = before.Length - before.LastIndexOf('\n') - 1 };
        await client.SendAsync(System.Text.Json.JsonSerializer.Serialize(new
        {
            jsonrpc = "2.0",
            id = $"asked:{letter}",
            method = "textDocument/inlineCompletion",
            @params = new { textDocument = new { uri = client.UriOf("Typed.cs") }, position, context = new { triggerKind = 2 } },
        }));
        await client.SendAsync($$"""{"jsonrpc":"2.0","id":"read:{{letter}}","method":"test/read"}""");
    }

    private static long MemoryOf(LspClient client) => client.Processes().Sum(id => OtherProcess.UsageOf(id)?.MemoryBytes ?? 0);
}
