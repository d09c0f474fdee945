using Assistant.Core.Completion;
using Xunit;

namespace Assistant.Tests.Completion;

/// <summary>What a document's last items are still good for.</summary>
public sealed class CompletionSessionTests
{
    private const string After = "\n}";
    private static readonly UsageIndex Usages = new();

    private readonly CompletionSession session = new();

    private string? Known(string before, string after = After, string version = "1", UsageIndex? usages = null, bool isInvoked = false) =>
        session.Known(before, after, version, usages ?? Usages, isInvoked) is { } items ? string.Join('|', items.Select(item => item.Text)) : null;

    private void Show(string before, bool isTyping, params string[] items) =>
        session.Show(before, After, "1", Usages, [.. items.Select(text => new CompletionItem(text, 1))], isTyping);

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
        // While typing one is enough.
        Assert.Equal("Add(item);", Known("items."));
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
        session.Show("items.", After, "1", Usages, [new CompletionItem("Add(item);", 1)], isTyping: true, isAhead: true);
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
        session.Show("items.Add(item);", After, "1", Usages, [new CompletionItem(" return;", 1)], isTyping: true, isAhead: true);
        Assert.Equal(" return;", Known("items.Add(item);"));
        // Seen now.
        Assert.Null(Known("items.Add(item);x"));
        Assert.True(session.IsRefused("items.Add(item);", " return;"));
    }

    [Fact]
    public void A_request_ends_the_one_before_it_and_outlives_its_end()
    {
        using var first = session.Begin(CancellationToken.None);
        using (var second = session.Begin(CancellationToken.None))
            Assert.Equal((true, false), (first.IsCancellationRequested, second.IsCancellationRequested));
        using var third = session.Begin(CancellationToken.None);
        Assert.False(third.IsCancellationRequested);
    }
}
