using Assistant.Core.Proposing.Models;
using Assistant.Models;
using Assistant.Models.Machine;
using Assistant.Platform;
using Assistant.Server.Models;
using Assistant.Tests.Kit;
using Assistant.Workspace;
using Xunit;

namespace Assistant.Tests.Models;

/// <summary>How long a prompt may be follows from the seconds that a user waits and from how fast a model was seen to read.</summary>
public sealed class PromptRateTests
{
    private static readonly PromptBudget Budget = new(Seconds: 15, Least: 600, Usual: 900, Most: 1800);

    [Theory]
    [InlineData(null, null, 900)]
    [InlineData(60.0, null, 900)]
    [InlineData(80.0, null, 1200)]
    [InlineData(80.0, 20.0, 1600)]
    // Below the least a context says too little, above the most nothing new.
    [InlineData(10.0, null, 600)]
    [InlineData(5000.0, null, 1800)]
    [InlineData(null, 20.0, 900)]
    public void A_budget_in_seconds_is_one_in_tokens_where_the_rate_is_known(double? rate, double? wanted, int tokens) => Assert.Equal(tokens, Budget.TokensAt(rate, wanted));

    [Theory]
    [InlineData("40", 40.0)]
    [InlineData("40,60", 60.0)]
    // Slower may be a burden of the moment: a quarter of the way.
    [InlineData("60,40", 55.0)]
    [InlineData("60,40,40", 51.25)]
    public void A_faster_time_is_believed_at_once_and_a_slower_one_by_and_by(string times, double expected)
    {
        using var folder = TempFolder.Create("assistant-rates");
        var rates = new PromptRates(folder.Path);
        foreach (var time in times.Split(','))
            rates.Learn("host 4b", double.Parse(time, System.Globalization.CultureInfo.InvariantCulture));
        Assert.Equal(expected, rates.Of("host 4b"));
        Assert.Equal(expected, new PromptRates(folder.Path).Of("host 4b"));
        Assert.Null(rates.Of("host 30b"));
    }

    [Theory]
    [InlineData("{")]
    [InlineData("[1]")]
    [InlineData("{\"host 4b\":-3}")]
    public void A_damaged_file_is_as_none_and_is_written_anew(string text)
    {
        using var folder = TempFolder.Create("assistant-rates");
        File.WriteAllText(Path.Combine(folder.Path, "prompt-rates.json"), text);
        var rates = new PromptRates(folder.Path);
        Assert.Null(rates.Of("host 4b"));
        rates.Learn("host 4b", 40);
        Assert.Equal(40, new PromptRates(folder.Path).Of("host 4b"));
    }

    [Theory]
    [InlineData(true, 9)]
    // Of another server such words are comments like any other.
    [InlineData(false, 21)]
    public void Waiting_and_loading_of_the_host_are_no_reading(bool isHost, double seconds)
    {
        var time = new FakeTime();
        var clock = new ReadingClock(time, isHost);
        foreach (var (later, happened) in new (int, ModelEvent)[]
        {
            (5, new ModelEvent.Progress("waiting")), (7, new ModelEvent.Progress("loading 0.50")), (3, new ModelEvent.Progress("prompt 0.00")), (2, new ModelEvent.Progress("prompt 0.50")), (0, new ModelEvent.Progress("ping")),
        })
        {
            time.Advance(TimeSpan.FromSeconds(later));
            clock.Saw(happened);
        }

        Assert.Null(clock.Seconds);
        time.Advance(TimeSpan.FromSeconds(4));
        clock.Saw(new ModelEvent.Text("a"));
        time.Advance(TimeSpan.FromSeconds(100));
        clock.Saw(new ModelEvent.Text("b"));
        Assert.Equal(seconds, clock.Seconds);
    }

    [Theory]
    // Tokens of the prompt, of which so many were known before, seconds until the first word; and the prompt of the next task.
    [InlineData(1000, 0, 10, 1500)]
    [InlineData(1000, 600, 10, 600)]
    // Too few to tell, or the server does not say.
    [InlineData(1000, 801, 1, 900)]
    [InlineData(0, 0, 1, 900)]
    public async Task What_an_answer_took_is_what_the_next_prompt_may_have(int tokens, int cached, int seconds, int expected)
    {
        var (time, rates) = (new FakeTime(), new PromptRates(null));
        using var server = new ScriptedServer(async caller =>
        {
            time.Advance(TimeSpan.FromSeconds(seconds));
            await caller.SendAsync(Replies.Head + Replies.Event("yes") + Replies.Finish("stop").Replace("\"prompt_tokens\":100", $"\"prompt_tokens\":{tokens},\"prompt_tokens_details\":{{\"cached_tokens\":{cached}}}", StringComparison.Ordinal) + Replies.Done);
        });
        var settings = new Settings();
        settings = settings with { Tiers = settings.Tiers.SetItem(TierSettings.Small, new TierSettings(TierSettings.Small, new Uri(server.Address), "m")) };
        using var models = new TierModels(settings, new("", [], "", ""), rates, time);
        Assert.Equal(900, models.Tiers[0].ContextTokens);
        await foreach (var _ in models.Tiers[0].Model.AskAsync(new ModelPrompt([new PromptMessage("user", "a")], 1, 0, 1, null), CancellationToken.None))
        {
        }

        Assert.Equal(expected, models.Tiers[0].ContextTokens);
    }
}
