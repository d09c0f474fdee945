using System.Text.Json;
using Assistant.Protocol.Messages;
using Assistant.Protocol.Types;
using Assistant.Server.Engine;
using Assistant.Server.Messaging;
using Xunit;

namespace Assistant.Tests.Server;

/// <summary>The engine's order of things, with handlers that do what the test says and when it says so.</summary>
public sealed class EngineLoopTests
{
    private const string A = "file:///a.cs";

    [Fact]
    public async Task A_request_sees_the_texts_of_its_arrival_whenever_it_is_answered()
    {
        using var loop = new Loop();
        await loop.TellAsync(Open("one"), Ask(1), Change(2, "two"), Ask(2), Change(3, "three"), Ask(3), Open("another", "file:///b.cs"));
        // The last that came is answered first.
        foreach (var (id, text) in new[] { (3, "three"), (1, "one"), (2, "two") })
        {
            var (state, answer) = await loop.AskedAsync(id);
            Assert.Equal(text, state.Documents[A].Text);
            Assert.False(state.Documents.ContainsKey("file:///b.cs"));
            answer.SetResult(Answer.Nothing());
            await loop.HearAsync($$"""{"id":{{id}},"result":null}""");
        }
    }

    [Fact]
    public async Task Changes_are_applied_alone_in_the_order_of_their_arrival()
    {
        using var loop = new Loop();
        await loop.TellAsync(Open(""));
        await loop.TellAsync([.. Enumerable.Range(0, 1000).Select(number => Insert(number + 1, number.ToString(System.Globalization.CultureInfo.InvariantCulture) + ' '))]);
        await loop.TellAsync(Ask(1));
        var (state, answer) = await loop.AskedAsync(1);
        Assert.Equal(string.Join(' ', Enumerable.Range(0, 1000).Reverse()) + ' ', state.Documents[A].Text);
        Assert.Equal(1000, state.Documents[A].Version);
        answer.SetResult(Answer.Nothing());
        await loop.HearAsync("""{"id":1,"result":null}""");
    }

    [Theory]
    [InlineData(A, "text", true)]
    [InlineData(A, "other text", false)]
    [InlineData(A, "nothing", false)]
    [InlineData(null, "text", false)]
    public async Task An_answer_about_a_text_that_has_changed_is_ContentModified(string? about, string changed, bool isStale)
    {
        using var loop = new Loop();
        await loop.TellAsync(Open("one"), Open("b", "file:///b.cs"), Ask(1));
        var (_, answer) = await loop.AskedAsync(1);
        if (changed != "nothing")
            await loop.TellAsync(Change(2, "two", changed == "text" ? A : "file:///b.cs"));
        await loop.SyncAsync();
        answer.SetResult(Answer.Of("x", ProtocolJson.Default.String, about));
        await loop.HearAsync(isStale ? """{"id":1,"error":{"code":-32801,"message":"the text changed meanwhile: ask again"}}""" : """{"id":1,"result":"x"}""");
    }

    [Fact]
    public async Task What_is_taken_back_is_told_so_and_the_others_go_on()
    {
        using var loop = new Loop();
        await loop.TellAsync(Ask(1), Ask(2), Notification("$/cancelRequest", """{"id":1}"""), Notification("$/cancelRequest", """{"id":77}"""), Notification("$/cancelRequest", """{"id":[]}"""));
        await loop.HearAsync("""{"id":1,"error":{"code":-32800,"message":"taken back"}}""");
        var (_, answer) = await loop.AskedAsync(2);
        answer.SetResult(Answer.Nothing());
        await loop.HearAsync("""{"id":2,"result":null}""");
        // Long after its answer.
        await loop.TellAsync(Notification("$/cancelRequest", """{"id":2}"""));
        await loop.SyncAsync();
    }

    [Fact]
    public async Task A_handler_that_fails_is_an_answer_and_the_next_is_asked()
    {
        using var loop = new Loop();
        await loop.TellAsync(Ask(1), Ask(2));
        (await loop.AskedAsync(1)).Answer.SetException(new InvalidOperationException("of the test"));
        await loop.HearAsync("""{"id":1,"error":{"code":-32603,"message":"InvalidOperationException: of the test"}}""");
        (await loop.AskedAsync(2)).Answer.SetResult(Answer.Nothing());
        await loop.HearAsync("""{"id":2,"result":null}""");
    }

    [Fact]
    public async Task A_request_that_waits_holds_nobody_up()
    {
        using var loop = new Loop();
        await loop.TellAsync(Ask(1), Open("one"), new Message.Request(new MessageId("5"), "unknown", default), new Message.Request(new MessageId("\"p\""), Methods.Ping, default));
        await loop.HearAsync("""{"id":5,"error":{"code":-32601,"message":"unknown is not answered here"}}""");
        await loop.HearAsync("""{"id":"p","result":null}""");
        (await loop.AskedAsync(1)).Answer.SetResult(Answer.Nothing());
        await loop.HearAsync("""{"id":1,"result":null}""");
    }

    [Fact]
    public async Task Wrong_changes_change_nothing_and_nobody_is_told_of_them()
    {
        using var loop = new Loop();
        await loop.TellAsync(
            Open("one"),
            Notification(Methods.DidChange, """{"textDocument":{"uri":"file:///other.cs","version":2},"contentChanges":[{"text":"x","range":{"start":{"line":0,"character":0},"end":{"line":0,"character":1}}}]}"""),
            Notification(Methods.DidChange, """{"textDocument":{"uri":"file:///a.cs","version":2},"contentChanges":[null]}"""),
            Notification(Methods.DidOpen, "[]"),
            Notification(Methods.DidClose, """{"textDocument":{"uri":"file:///other.cs"}}"""),
            Notification(Methods.DidChangeWatchedFiles, """{"changes":[null]}"""),
            Notification(Methods.DidChangeWatchedFiles, """{"changes":[{"uri":"untitled:x","type":1},{"uri":"file:///r/obj/a.cs","type":2},{"uri":"file:///r/bin/x.csproj","type":2}]}"""),
            Notification("unknown", "{}"));
        await loop.SyncAsync();
        Assert.Equal(["one"], loop.Told.Select(state => state.Documents[A].Text));
    }

    [Theory]
    [InlineData("/r/A.cs", 1, 0)]
    [InlineData("/r/A.csproj", 0, 1)]
    [InlineData("/r/Directory.Build.props", 0, 1)]
    [InlineData("/r/.editorconfig", 0, 1)]
    [InlineData("/r/obj/project.assets.json", 0, 1)]
    [InlineData("/r/obj/A.cs", 0, 0)]
    [InlineData("/r/a%20b.cs", 1, 0)]
    public async Task What_changes_on_disk_is_read_again_or_opened_again(string path, int files, int projects)
    {
        using var loop = new Loop();
        await loop.TellAsync(Notification(Methods.DidChangeWatchedFiles, $$"""{"changes":[{"uri":"file://{{path}}","type":2}]}"""), Ask(1));
        var (state, answer) = await loop.AskedAsync(1);
        Assert.Equal((files, projects), (state.DiskChanges.Count, state.ProjectChanges));
        answer.SetResult(Answer.Nothing());
        await loop.HearAsync("""{"id":1,"result":null}""");
    }

    [Fact]
    public async Task A_thousand_requests_between_changes_each_get_one_answer()
    {
        const int seed = 20260;
        var random = new Random(seed);
        using var loop = new Loop();
        await loop.TellAsync(Open("0"));
        var version = 0;
        var expected = new Dictionary<int, string>();
        for (var id = 1; id <= 1000; id++)
        {
            if (random.Next(3) == 0)
                await loop.TellAsync(Change(++version + 1, version.ToString(System.Globalization.CultureInfo.InvariantCulture)));
            expected[id] = version.ToString(System.Globalization.CultureInfo.InvariantCulture);
            await loop.TellAsync(Ask(id));
        }

        foreach (var id in Enumerable.Range(1, 1000).OrderBy(_ => random.Next()).ToList())
        {
            var (state, answer) = await loop.AskedAsync(id);
            Assert.True(expected[id] == state.Documents[A].Text, $"request {id}, seed {seed}");
            answer.SetResult(Answer.Nothing());
        }

        var answered = await loop.HearAllAsync(1000);
        Assert.Equal(1000, answered.Distinct(StringComparer.Ordinal).Count());
    }

    private static Message.Request Ask(int id) => new(new MessageId(id.ToString(System.Globalization.CultureInfo.InvariantCulture)), Loop.Method, default);

    private static Message.Notification Open(string text, string uri = A) =>
        Notification(Methods.DidOpen, $$$"""{"textDocument":{"uri":"{{{uri}}}","languageId":"csharp","version":0,"text":"{{{text}}}"}}""");

    private static Message.Notification Change(int version, string text, string uri = A) =>
        Notification(Methods.DidChange, $$$"""{"textDocument":{"uri":"{{{uri}}}","version":{{{version}}}},"contentChanges":[{"text":"{{{text}}}"}]}""");

    private static Message.Notification Insert(int version, string text) => Notification(
        Methods.DidChange,
        $$$"""{"textDocument":{"uri":"{{{A}}}","version":{{{version}}}},"contentChanges":[{"range":{"start":{"line":0,"character":0},"end":{"line":0,"character":0}},"text":"{{{text}}}"}]}""");

    private static Message.Notification Notification(string method, string parameters)
    {
        using var document = JsonDocument.Parse(parameters);
        return new Message.Notification(method, document.RootElement.Clone());
    }
}
