using System.Globalization;
using Assistant.Platform;
using Assistant.Protocol.Types.Chat;
using Assistant.Server.Chat;
using Xunit;

namespace Assistant.Tests.Server;

/// <summary>Conversations as they are kept.</summary>
public sealed class ChatStoreTests : IDisposable
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly TempFolder temp = TempFolder.Create("assistant-test-");
    private readonly UserFolders folders;
    private readonly ChatStore store;

    public ChatStoreTests()
    {
        folders = new UserFolders(name => name is "XDG_DATA_HOME" or "LOCALAPPDATA" or "HOME" ? Path.Combine(temp.Path, "data") : null);
        store = new ChatStore(folders, "/code/one");
    }

    private string Folder => Directory.GetDirectories(Path.Combine(folders.Data, "chats")).Single();

    public void Dispose() => temp.Dispose();

    [Fact]
    public void What_was_said_is_kept_and_forgotten()
    {
        Keep("a", 1, "Why?");
        Keep("a", 2, "And then?");
        Keep("b", 1, "How?");
        // A turn takes the place of the one of its number.
        Keep("a", 2, "And then?", "answered");
        Assert.Equal([(1, "Why?", "failed"), (2, "And then?", "answered")], store.Read("a")!.Turns.Select(turn => (turn.Number, turn.Told.Text, turn.Told.Outcome)));
        var read = new ChatStore(folders, "/code/one").Read("a")!;
        Assert.Equal("Why?", read.Title);
        Assert.Equal(["text:Yes."], read.Turns[1].Told.Parts.Select(part => $"text:{Assert.IsType<ChatPart.TextPart>(part).Text}"));
        store.Forget("a");
        Assert.Null(store.Read("a"));
        Assert.Equal(["b"], store.List().Select(kept => kept.Session));
        store.Forget("a");
        Keep("c", 1, "What?");
        store.Forget(null);
        Assert.Empty(store.List());
        Assert.Empty(Directory.GetFiles(Folder));
    }

    [Fact]
    public void A_turn_stays_where_it_is_and_what_was_forgotten_does_not_come_back()
    {
        Keep("a", 1, "Why?");
        Keep("a", 2, "And then?");
        // The first ends when the second was asked already.
        store.Keep("a", Turn(1, "Why?", "cancelled"), Start, isKnown: true);
        Assert.Equal([(1, "cancelled"), (2, "failed")], store.Read("a")!.Turns.Select(turn => (turn.Number, turn.Told.Outcome)));
        Assert.Equal((1, 3, 8), (KeptChat.NextNumber([]), KeptChat.NextNumber(store.Read("a")!.Turns), KeptChat.NextNumber([Turn(7, "x", "failed"), Turn(4, "y", "failed")])));
        store.Forget("a");
        store.Keep("a", Turn(2, "And then?", "answered"), Start, isKnown: true);
        Assert.Null(store.Read("a"));
        Keep("a", 1, "Anew?");
        store.Keep("a", Turn(2, "And then?", "answered"), Start, isKnown: true);
        Assert.Equal(["Anew?"], store.Read("a")!.Turns.Select(turn => turn.Told.Text));
    }

    [Fact]
    public void The_one_that_was_changed_last_comes_first()
    {
        Keep("one", 1, "First", minutes: 1);
        Keep("two", 1, "Second", minutes: 2);
        Keep("three", 1, "Third", minutes: 3);
        Keep("one", 2, "Fourth", minutes: 4);
        Assert.Equal(
            [new ChatHistory.Kept("one", "First", "2026-01-01T00:04:00.0000000+00:00"), new ChatHistory.Kept("three", "Third", "2026-01-01T00:03:00.0000000+00:00"), new ChatHistory.Kept("two", "Second", "2026-01-01T00:02:00.0000000+00:00")],
            store.List());
    }

    public static TheoryData<string, string> Titles => new()
    {
        { "Why?", "Why?" },
        { "  Why\r\nnot?\n", "Why not?" },
        { new string('a', 60), new string('a', 60) },
        { new string('a', 61), new string('a', 59) + "…" },
        { new string('a', 58) + " b " + new string('c', 10), new string('a', 58) + "…" },
        // Not half a letter.
        { new string('a', 58) + "😀 and more", new string('a', 58) + "…" },
        { new string('a', 57) + "😀 and more", new string('a', 57) + "😀…" },
    };

    [Theory]
    [MemberData(nameof(Titles))]
    public void The_first_question_is_the_title(string text, string title)
    {
        Keep("a", 1, text);
        Assert.Equal(title, store.Read("a")!.Title);
    }

    [Fact]
    public void There_are_no_more_turns_than_may_be()
    {
        for (var number = 1; number <= ChatStore.MostTurns + 3; number++)
            Keep("a", number, $"Question {number}");
        var kept = store.Read("a")!;
        Assert.Equal(Enumerable.Range(4, ChatStore.MostTurns), kept.Turns.Select(turn => turn.Number));
        Assert.Equal("Question 1", kept.Title);
    }

    [Fact]
    public void There_are_no_more_conversations_than_may_be_and_what_cannot_be_read_goes_first()
    {
        for (var number = 1; number <= ChatStore.MostChats; number++)
            Keep(string.Create(CultureInfo.InvariantCulture, $"chat-{number}"), 1, "Why?", minutes: number);
        File.WriteAllText(Path.Combine(Folder, "damaged.json"), "{");
        Keep("chat-1", 2, "And?", minutes: 100);
        Assert.False(File.Exists(Path.Combine(Folder, "damaged.json")));
        Assert.Equal(ChatStore.MostChats, store.List().Count);
        Keep("new", 1, "Why?", minutes: 101);
        Assert.Equal(ChatStore.MostChats, store.List().Count);
        // The one of which nothing was heard longest.
        Assert.Null(store.Read("chat-2"));
        Assert.NotNull(store.Read("chat-1"));
        Assert.NotNull(store.Read("chat-3"));
    }

    [Fact]
    public void A_conversation_takes_no_more_bytes_than_it_may()
    {
        var half = new string('x', 800_000);
        for (var number = 1; number <= 4; number++)
            Keep("a", number, half);
        Assert.Equal([3, 4], store.Read("a")!.Turns.Select(turn => turn.Number));
        Assert.InRange(new FileInfo(Path.Combine(Folder, "a.json")).Length, 1, 2 << 20);
        // One that is too long by itself leaves what was kept before.
        Keep("a", 5, new string('x', 3_000_000));
        Assert.Equal([3, 4], store.Read("a")!.Turns.Select(turn => turn.Number));
    }

    [Theory]
    [InlineData("")]
    [InlineData("../x")]
    [InlineData("..")]
    [InlineData("a/b")]
    [InlineData("a\\b")]
    [InlineData("a\0b")]
    [InlineData("a.json")]
    [InlineData("ä")]
    [InlineData("a b")]
    [InlineData("CON:")]
    [InlineData("12345678901234567890123456789012345678901234567890123456789012345")]
    public void What_is_no_name_is_no_file(string session)
    {
        Keep("kept", 1, "Why?");
        var outside = Path.Combine(Path.GetDirectoryName(Folder)!, "x.json");
        File.WriteAllText(outside, "{}");
        var before = Directory.GetFiles(temp.Path, "*", SearchOption.AllDirectories).Order().ToList();
        Assert.False(ChatStore.IsName(session));
        Assert.Null(store.Read(session));
        Keep(session, 1, "Why?");
        store.Forget(session);
        Assert.Equal(before, Directory.GetFiles(temp.Path, "*", SearchOption.AllDirectories).Order());
    }

    [Theory]
    [InlineData("a")]
    [InlineData("0191f3c2-7d4e-7000-8000-A-z")]
    [InlineData("1234567890123456789012345678901234567890123456789012345678901234")]
    public void Letters_digits_and_dashes_are_a_name(string session) => Assert.True(ChatStore.IsName(session));

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"title":null,"changed":"2026-01-01T00:00:00+00:00","turns":[]}""")]
    [InlineData("""{"title":"a","changed":"soon","turns":[]}""")]
    [InlineData("""{"title":"a","changed":"2026-01-01T00:00:00+00:00","turns":null}""")]
    [InlineData("""{"title":"a","changed":"2026-01-01T00:00:00+00:00","turns":[null]}""")]
    [InlineData("""{"title":"a","changed":"2026-01-01T00:00:00+00:00","turns":[{"number":1}]}""")]
    [InlineData("""{"title":"a","changed":"2026-01-01T00:00:00+00:00","turns":[{"number":1,"told":{"text":"a","about":[],"parts":[{"kind":"other"}],"outcome":"answered","message":null},"near":[],"blocks":[]}]}""")]
    public void What_is_damaged_is_passed_over_and_written_anew(string content)
    {
        Keep("good", 1, "Why?");
        File.WriteAllText(Path.Combine(Folder, "bad.json"), content);
        Assert.Equal(["good"], store.List().Where(kept => kept.Title.Length > 1).Select(kept => kept.Session));
        Assert.True(store.Read("bad") is null);
        Keep("bad", 1, "What?");
        Assert.Equal("What?", store.Read("bad")!.Title);
    }

    [Fact]
    public void What_is_too_long_or_no_file_is_passed_over()
    {
        Keep("good", 1, "Why?");
        File.WriteAllBytes(Path.Combine(Folder, "long.json"), new byte[(2 << 20) + 1]);
        Directory.CreateDirectory(Path.Combine(Folder, "folder.json", "inner"));
        File.WriteAllText(Path.Combine(Folder, "no name.json"), "{}");
        Assert.Equal(["good"], store.List().Select(kept => kept.Session));
        Assert.Null(store.Read("folder"));
        // It cannot be written, and nothing comes of that.
        Keep("folder", 1, "Why?");
        Assert.True(Directory.Exists(Path.Combine(Folder, "folder.json", "inner")));
        Assert.Equal("Why?", store.Read("good")!.Title);
        Assert.Equal(3, Directory.GetFiles(Folder).Length);
    }

    [Fact]
    public void Where_nothing_can_be_written_nothing_is_kept_and_nothing_fails()
    {
        Directory.CreateDirectory(folders.Data);
        var blocked = Path.Combine(folders.Data, "chats");
        File.WriteAllText(blocked, "a file");
        Keep("a", 1, "Why?");
        Assert.Null(store.Read("a"));
        Assert.Empty(store.List());
        store.Forget("a");
        store.Forget(null);
        Assert.Equal("a file", File.ReadAllText(blocked));
    }

    [Fact]
    public void Nobody_else_can_read_them()
    {
        Keep("a", 1, "Why?");
        if (OperatingSystem.IsWindows())
            return;
        const UnixFileMode Own = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        Assert.Equal(Own, File.GetUnixFileMode(Path.Combine(Folder, "a.json")));
        Assert.Equal(Own | UnixFileMode.UserExecute, File.GetUnixFileMode(Folder));
        Assert.Equal(Own | UnixFileMode.UserExecute, File.GetUnixFileMode(Path.GetDirectoryName(Folder)!));
    }

    [Fact]
    public void Each_workspace_has_its_own()
    {
        var other = new ChatStore(folders, "/code/two");
        Keep("a", 1, "Why?");
        Assert.Null(other.Read("a"));
        Assert.Empty(other.List());
        other.Keep("a", Turn(1, "How?", "answered"), Start);
        Assert.Equal("Why?", store.Read("a")!.Title);
        other.Forget(null);
        Assert.Equal("Why?", store.Read("a")!.Title);
        // The path of neither stands in a name.
        Assert.All(Directory.GetDirectories(Path.Combine(folders.Data, "chats")), folder => Assert.Matches("^[0-9a-f]{24}$", Path.GetFileName(folder)));
    }

    [Fact]
    public async Task Two_that_keep_at_once_lose_nothing_of_each_other()
    {
        await Task.WhenAll(Enumerable.Range(1, 4).Select(chat => Task.Run(() =>
        {
            for (var number = 1; number <= 5; number++)
                Keep(string.Create(CultureInfo.InvariantCulture, $"chat-{chat}"), number, "Why?");
        })));
        Assert.Equal([5, 5, 5, 5], store.List().Select(kept => store.Read(kept.Session)!.Turns.Count));
        Assert.Equal(4, Directory.GetFiles(Folder).Length);
    }

    private void Keep(string session, int number, string text, string outcome = "failed", int minutes = 0) => store.Keep(session, Turn(number, text, outcome), Start.AddMinutes(minutes));

    private static KeptTurn Turn(int number, string text, string outcome) => new(number, new ChatTurn(text, [], [new ChatPart.TextPart("Yes.")], outcome, null), [], []);
}
