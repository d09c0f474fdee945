using Assistant.ModelHost.Generation;
using Xunit;

namespace Assistant.ModelHost.Tests.Generation;

/// <summary>Many numbers at once give what one by one gives.</summary>
public sealed class LikeliestTokenTests
{
    [Fact]
    public void The_first_of_the_highest()
    {
        var random = new Random(5);
        for (var count = 0; count < 2000; count++)
        {
            // Few values, so that many are equal; some are no numbers, and some hopeless.
            var logits = Enumerable.Range(0, random.Next(1, 70)).Select(_ => random.Next(12) switch
            {
                0 => float.NaN,
                1 => float.NegativeInfinity,
                var value => value - 6f,
            }).ToArray();
            Assert.Equal(OneByOne(logits), LikeliestToken.Of(logits));
        }
    }

    private static int OneByOne(float[] logits)
    {
        var best = 0;
        for (var token = 1; token < logits.Length; token++)
        {
            if (logits[token] > logits[best])
                best = token;
        }

        return best;
    }
}
