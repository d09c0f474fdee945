using Assistant.ModelHost.Generation;
using Xunit;

namespace Assistant.ModelHost.Tests.Generation;

/// <summary>Many numbers at once give what one by one gives.</summary>
public sealed class LikelihoodsTests
{
    [Fact]
    public void As_one_by_one()
    {
        var random = new Random(5);
        for (var count = 0; count < 2000; count++)
        {
            // Few values, so that many are equal; some are no numbers, and some hopeless.
            float[] logits = [random.Next(9), .. Enumerable.Range(0, random.Next(70)).Select(_ => random.Next(12) switch
            {
                0 => float.NaN,
                1 => float.NegativeInfinity,
                var value => value * 1.25f - 6f,
            })];
            var numbers = logits.Select((logit, token) => (logit, token)).Where(one => !float.IsNaN(one.logit)).ToList();
            Assert.Equal(Math.Log(numbers.Sum(one => Math.Exp(one.logit))), Likelihoods.LogSum(logits), 5e-6);
            foreach (var top in new[] { 0, 1, 5, 20 })
                Assert.Equal(numbers.OrderByDescending(one => one.logit).ThenBy(one => one.token).Take(top).Select(one => one.token), Likelihoods.Top(logits, top));
        }
    }

    [Theory]
    [InlineData(-1e4f)]
    [InlineData(0)]
    [InlineData(1e4f)]
    public void Of_a_whole_vocabulary_all_probabilities_make_one(float around)
    {
        var random = new Random(7);
        var logits = Enumerable.Range(0, 151_936).Select(_ => around + (float)(random.NextDouble() * 20)).ToArray();
        var whole = Likelihoods.LogSum(logits);
        Assert.Equal(1, logits.Sum(logit => Math.Exp(logit - whole)), 1e-5);
    }

    [Theory]
    [InlineData(float.NaN, 1f)]
    [InlineData(1f, float.PositiveInfinity)]
    [InlineData(float.NegativeInfinity, float.NegativeInfinity)]
    public void Of_what_is_no_number_there_is_none(float first, float second) =>
        Assert.Equal(GenerationFailure.Engine, Assert.Throws<GenerationException>(() => Likelihoods.LogSum([first, second])).Failure);
}
