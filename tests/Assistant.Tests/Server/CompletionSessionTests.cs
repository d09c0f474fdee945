using System.Runtime.CompilerServices;
using Assistant.Core.Completion;
using Assistant.Server.Engine.Completion;
using Xunit;

namespace Assistant.Tests.Server;

/// <summary>What a document's last items are still good for.</summary>
public sealed class CompletionSessionTests
{
    private const string After = "\n}";
    private static readonly UsageIndex Usages = new();

    private readonly CompletionSession session = new();

    private string? Known(string before, string after = After, string version = "1", UsageIndex? usages = null, bool isInvoked = false) =>
        session.Known(before, after, version, usages ?? Usages, isInvoked) is { } items ? string.Join('|', items.Select(item => item.Text)) : null;

    private long order;

    private void Show(string before, bool isTyping, params string[] items) => Show(before, isTyping, isSeen: true, items);

    private void Show(string before, bool isTyping, bool isSeen, params string[] items)
    {
        using var turn = session.Begin(++order, isAhead: false, CancellationToken.None);
        turn.Show(before, After, "1", Usages, [.. items.Select(text => new CompletionItem(text, 1))], isTyping, isSeen);
    }

    [Fact]
    public void Who_types_what_was_shown_gets_the_rest_of_it()
    {
        Show("items.", isTyping: true, "Add(item);");
        Assert.Equal("Add(item);", Known("items."));
        Assert.Equal("d(item);", Known("items.Ad"));
        Assert.Equal("(item);", Known("items.Add"));
        // Whatever ranked it: it is what is being typed.
        Assert.Equal("d(item);", Known("items.Ad", usages: new UsageIndex()));
    }

    [Theory]
    [InlineData("items.", "\n}\n", "1", "elsewhere in the text something has changed")]
    [InlineData("items.", After, "2", "another file has changed")]
    [InlineData("item", After, "1", "something was deleted")]
    [InlineData("other.", After, "1", "it is elsewhere")]
    public void What_is_about_another_text_is_not_known(string before, string after, string version, string why)
    {
        Show("items.", isTyping: true, "Add(item);");
        Assert.True(Known(before, after, version) is null, why);
    }

    [Fact]
    public void Newer_counts_may_know_better_and_who_asks_wants_more_than_one()
    {
        Show("items.", isTyping: true, "Add(item);");
        Assert.Null(Known("items.", usages: new UsageIndex()));
        Assert.Null(Known("items.", isInvoked: true));
        Show("items.", isTyping: false, "Add(item);", "Count", "Clear();");
        Assert.Equal("Add(item);|Count|Clear();", Known("items.", isInvoked: true));
        Assert.Equal("ount|lear();", Known("items.C", isInvoked: true));
        // While typing, one is enough, and only of what is being typed: the others were shown because somebody asked.
        Assert.Null(Known("items."));
        Assert.Equal("ount", Known("items.C"));
    }

    [Fact]
    public void What_is_typed_over_is_refused_there_and_at_once_elsewhere_until_somebody_asks()
    {
        Show("items.", isTyping: true, "Add(item);");
        Assert.Null(Known("items.C"));
        Assert.True(session.IsRefused("items.", "Add(item);"));
        Assert.True(session.IsRefused("items.A", "dd(item);"));
        Assert.True(session.IsRefused("others.", "Add(item);"));
        Assert.False(session.IsRefused("items.", "Count"));
        Show("others.", isTyping: true, "Clear();");
        Assert.Null(Known("others.x"));
        // Refused a while ago, it may be right in another place.
        Assert.False(session.IsRefused("others.", "Add(item);"));
        Assert.True(session.IsRefused("items.", "Add(item);"));
        Assert.Null(Known("others.", isInvoked: true));
        Assert.False(session.IsRefused("items.", "Add(item);"));
    }

    [Fact]
    public void What_nobody_saw_or_somebody_asked_for_is_not_refused()
    {
        Show("items.", isTyping: true, isSeen: false, "Add(item);");
        Assert.Null(Known("items.C"));
        Assert.False(session.IsRefused("items.", "Add(item);"));
        Show("items.", isTyping: false, "Add(item);");
        Assert.Null(Known("items.C"));
        Assert.False(session.IsRefused("items.", "Add(item);"));
    }

    [Fact]
    public void What_is_accepted_is_found_in_the_text_and_what_comes_next_is_there_at_once()
    {
        Show("items.", isTyping: true, "Add(item);");
        Assert.Null(session.Accepted("items.Count" + After));
        Assert.Equal("items.Add(item);".Length, session.Accepted("items.Add(item);" + After));
        Show("items.Add(item);", isTyping: true, isSeen: false, " return;");
        Assert.Equal(" return;", Known("items.Add(item);"));
        // Seen now.
        Assert.Null(Known("items.Add(item);x"));
        Assert.True(session.IsRefused("items.Add(item);", " return;"));
    }

    [Fact]
    public void The_latest_request_counts_whichever_begins_first_and_what_is_prepared_disturbs_none()
    {
        using var first = session.Begin(1, isAhead: false, CancellationToken.None);
        var third = session.Begin(3, isAhead: false, CancellationToken.None);
        using var second = session.Begin(2, isAhead: false, CancellationToken.None);
        using var ahead = session.Begin(4, isAhead: true, CancellationToken.None);
        Assert.Equal((true, true, false, true), (first.Token.IsCancellationRequested, second.Token.IsCancellationRequested, third.Token.IsCancellationRequested, ahead.Token.IsCancellationRequested));
        // Only it says what was shown.
        first.Show("a.", After, "1", Usages, [new CompletionItem("First", 1)], isTyping: true, isSeen: true);
        Assert.Null(Known("a."));
        third.Show("a.", After, "1", Usages, [new CompletionItem("Third", 1)], isTyping: true, isSeen: true);
        Assert.Equal("Third", Known("a."));
        third.Dispose();
        using var next = session.Begin(5, isAhead: true, CancellationToken.None);
        Assert.False(next.Token.IsCancellationRequested);
    }

    [Fact]
    public void What_was_refused_in_one_place_may_come_in_another_after_a_while()
    {
        Show("items.", isTyping: true, "Add(item);");
        Assert.Null(Known("items.C"));
        for (var request = 0; request < 10; request++)
        {
            Assert.True(session.IsRefused("others.", "Add(item);"));
            Assert.Null(Known($"x{request}"));
        }

        Assert.False(session.IsRefused("others.", "Add(item);"));
    }

    [Fact]
    public void A_document_where_nobody_types_does_not_keep_what_its_items_were_ranked_by()
    {
        var ranked = ShowRanked();
        GC.Collect();
        Assert.False(ranked.IsAlive);
        Assert.Equal("d(item);", Known("items.Ad"));
        Assert.Null(Known("items."));
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private WeakReference ShowRanked()
    {
        var usages = new UsageIndex();
        using var turn = session.Begin(++order, isAhead: false, CancellationToken.None);
        turn.Show("items.", After, "1", usages, [new CompletionItem("Add(item);", 1)], isTyping: true, isSeen: true);
        return new WeakReference(usages);
    }
}
