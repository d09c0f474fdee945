using Assistant.ModelHost.Generation;
using Xunit;

namespace Assistant.ModelHost.Tests.Generation;

/// <summary>What follows from how long steps took.</summary>
public sealed class PaceTests
{
    [Theory]
    // On a processor sixteen tokens take nine times as long as one: a guess must be kept nearly whole.
    [InlineData(160, 1465, 16, true)]
    [InlineData(160, 1465, 8, false)]
    // On a graphics card they take as long as one.
    [InlineData(10, 12, 2, true)]
    [InlineData(10, 12, 1, false)]
    public void A_guess_pays_when_it_gives_more_tokens_in_the_time(int single, int guessed, int kept, bool pays)
    {
        var pace = new Pace();
        for (var step = 0; step < 50; step++)
        {
            pace.SawSingle(TimeSpan.FromMilliseconds(single));
            pace.SawGuess(TimeSpan.FromMilliseconds(guessed), kept);
        }

        Assert.Equal(pays, pace.GuessPays());
    }

    [Fact]
    public void What_did_not_pay_is_tried_again_now_and_then()
    {
        var pace = new Pace();
        for (var step = 0; step < 50; step++)
        {
            pace.SawSingle(TimeSpan.FromMilliseconds(10));
            pace.SawGuess(TimeSpan.FromMilliseconds(100), 1);
        }

        Assert.Equal(2, Enumerable.Range(0, 128).Count(_ => pace.GuessPays()));
    }

    [Theory]
    [InlineData(100, 128)]
    [InlineData(15, 128)]
    [InlineData(7, 256)]
    [InlineData(1, 512)]
    public void A_step_of_a_prompt_takes_about_two_seconds_and_not_fewer_than_128_tokens(int millisecondsForToken, int tokens)
    {
        var pace = new Pace();
        Assert.Equal(128, pace.PromptTokens(512));
        pace.SawPrompt(100, TimeSpan.FromMilliseconds(100 * millisecondsForToken));
        Assert.Equal(tokens, pace.PromptTokens(512));
    }
}
