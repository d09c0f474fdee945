using System.Collections.Immutable;
using Assistant.Core.Proposing.Models;
using Xunit;

namespace Assistant.Tests.Proposing.Models;

/// <summary>Which of several answers that all compile is shown.</summary>
public sealed class RankingTests
{
    [Theory]
    // Each answer: lines changed, likelihood, sureness, ? for what is not known.
    [InlineData("4 -1 0.5", 0)]
    [InlineData("4 -1 0.5|2 -1 0.5", 1)]
    [InlineData("2 -2 0.5|2 -1 0.5", 1)]
    [InlineData("2 -1 0.4|2 -1 0.6", 1)]
    // Two things against one.
    [InlineData("2 -2 0.4|4 -1 0.6", 1)]
    [InlineData("2 -1 0.4|4 -2 0.6", 0)]
    // Of equals the first, and how far apart two are says nothing.
    [InlineData("2 -1 0.5|2 -1 0.5", 0)]
    [InlineData("2 -9 0.5|3 -1 0.5", 0)]
    // What is not known of all says nothing of any.
    [InlineData("2 -9 ?|3 -1 0.9", 0)]
    [InlineData("2 ? ?|1 ? ?", 1)]
    public void The_least_changed_the_likeliest_and_the_surest_add_up(string answers, int best) =>
        Assert.Equal(best, Ranking.BestOf([.. answers.Split('|').Select(answer => answer.Split(' ')).Select(parts => new RankedAnswer((int)Number(parts[0])!.Value, Number(parts[1]), Number(parts[2])))]));

    [Theory]
    [InlineData("a\nb\nc", "a\nb\nc", 0)]
    [InlineData("a\nb\nc", "  a\n\n  b\n  c", 0)]
    [InlineData("a\nb\nc", "a\nx\nc", 2)]
    [InlineData("a\na", "a", 1)]
    [InlineData("", "a\nb", 2)]
    public void Lines_are_counted_that_only_one_has(string before, string after, int expected) => Assert.Equal(expected, Ranking.LinesBetween(before, after));

    [Theory]
    [InlineData("yes", "", 1.0)]
    [InlineData(" No.", "", 0.0)]
    [InlineData("maybe", "", null)]
    [InlineData("yesterday", "", null)]
    [InlineData("", "", null)]
    // The tokens that were likeliest: however they are written, and only against each other.
    [InlineData("no", "yes 0.3,no 0.3", 0.5)]
    [InlineData("no", "Yes 0.1, yes 0.1,No 0.2,Perhaps 0.6", 0.5)]
    [InlineData("<think>", "<think> 0.9,yes 0.03,no 0.01", 0.75)]
    [InlineData("<think>", "<think> 1", null)]
    public void A_yes_is_as_sure_as_its_token_is_likelier_than_that_of_no(string text, string likeliest, double? expected)
    {
        ImmutableArray<(string, double)> tokens = [.. likeliest.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(token => (token[..token.LastIndexOf(' ')], Math.Log(Number(token[token.LastIndexOf(' ')..])!.Value)))];
        var sureness = Ranking.SurenessOf(text, tokens.IsEmpty ? [] : [new TokenLikelihood(text, -1, tokens)]);
        Assert.Equal(expected, sureness is { } known ? Math.Round(known, 6) : null);
    }

    private static double? Number(string text) => text == "?" ? null : double.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}
