using Assistant.Cli.Benchmarks.Completion;
using Xunit;

namespace Assistant.Tests.Benchmarks;

/// <summary>Choices made by known weights: those are found again.</summary>
public sealed class WeightFitTests
{
    [Theory]
    [InlineData(1, 2.0, -1.0, 0.5)]
    [InlineData(2, 0.0, 0.0, 0.0)]
    [InlineData(3, -3.0, 1.5, 0.0)]
    public void Weights_by_which_was_chosen_are_found(int seed, double first, double second, double third)
    {
        double[] weights = [first, second, third];
        var random = new Random(seed);
        var choices = Enumerable.Range(0, 4_000).Select(_ =>
        {
            double[][] all = [.. Enumerable.Range(0, 6).Select(_ => new[] { random.NextDouble(), random.NextDouble(), random.Next(2) })];
            // Gumbel noise on each score makes the greatest one a draw from the model.
            var chosen = all.MaxBy(one => one.Zip(weights, (value, weight) => value * weight).Sum() - Math.Log(-Math.Log(random.NextDouble())))!;
            return (double[][])[chosen, .. all.Where(one => one != chosen)];
        }).ToList();
        Assert.All(WeightFit.Fit(choices, 3).Zip(weights), pair => Assert.InRange(pair.First, pair.Second - 0.25, pair.Second + 0.25));
    }

    [Fact]
    public void Nothing_to_choose_from_and_what_never_differs_weigh_nothing()
    {
        Assert.Equal([0, 0], WeightFit.Fit([], 2));
        Assert.Equal(0, WeightFit.Fit([.. Enumerable.Repeat((double[][])[[1, 7], [0, 7]], 50)], 2)[1], 6);
    }
}
