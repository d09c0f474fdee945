namespace Assistant.Cli.Benchmarks.Completion;

/// <summary>
/// Weights by which the choices that were made are likeliest: a conditional logit model (McFadden 1974), fitted by Newton's
/// method, its weights held small by a penalty on their squares. Where there are many others, a sample of them does (McFadden 1978).
/// </summary>
internal static class WeightFit
{
    private const int MostSteps = 30;
    private const double Penalty = 1;
    private const double Enough = 1e-6;

    /// <summary>The weights.</summary>
    /// <param name="choices">Of each choice the features of all there was to choose from, that which was chosen first.</param>
    /// <param name="features">How many features there are.</param>
    public static double[] Fit(IReadOnlyList<double[][]> choices, int features)
    {
        var weights = new double[features];
        for (var (step, moved) = (0, double.MaxValue); step < MostSteps && moved > Enough; step++)
        {
            var (slope, bend) = Derivatives(choices, weights);
            var change = Solved(bend, slope);
            // Far from the end a whole step may lead too far.
            var part = 1.0;
            while (part > 1e-3 && Likelihood(choices, [.. weights.Zip(change, (weight, by) => weight + (part * by))]) < Likelihood(choices, weights))
                part /= 2;
            for (var at = 0; at < features; at++)
                weights[at] += part * change[at];
            moved = change.Max(Math.Abs);
        }

        return weights;
    }

    /// <summary>How likely all choices together are, as a logarithm, less the penalty.</summary>
    private static double Likelihood(IReadOnlyList<double[][]> choices, double[] weights) =>
        choices.Sum(choice => Math.Log(Math.Max(1e-300, Parts(choice, weights)[0]))) - (Penalty / 2 * weights.Sum(weight => weight * weight));

    private static double[] Parts(double[][] choice, double[] weights)
    {
        var scores = Array.ConvertAll(choice, one => one.Zip(weights, (value, weight) => value * weight).Sum());
        var most = scores.Max();
        var parts = Array.ConvertAll(scores, score => Math.Exp(score - most));
        var all = parts.Sum();
        return Array.ConvertAll(parts, part => part / all);
    }

    private static (double[] Slope, double[][] Bend) Derivatives(IReadOnlyList<double[][]> choices, double[] weights)
    {
        var size = weights.Length;
        var (slope, bend) = (Array.ConvertAll(weights, weight => -Penalty * weight), Enumerable.Range(0, size).Select(_ => new double[size]).ToArray());
        for (var at = 0; at < size; at++)
            bend[at][at] = Penalty;
        foreach (var choice in choices)
        {
            var parts = Parts(choice, weights);
            var mean = new double[size];
            for (var one = 0; one < choice.Length; one++)
            {
                for (var at = 0; at < size; at++)
                    mean[at] += parts[one] * choice[one][at];
            }

            for (var one = 0; one < choice.Length; one++)
            {
                for (var row = 0; row < size; row++)
                {
                    var left = parts[one] * (choice[one][row] - mean[row]);
                    for (var column = 0; column <= row && left != 0; column++)
                        bend[row][column] += left * (choice[one][column] - mean[column]);
                }
            }

            for (var at = 0; at < size; at++)
                slope[at] += choice[0][at] - mean[at];
        }

        for (var row = 0; row < size; row++)
        {
            for (var column = row + 1; column < size; column++)
                bend[row][column] = bend[column][row];
        }

        return (slope, bend);
    }

    // By elimination; the matrix is symmetric and positive, so no rows change places.
    private static double[] Solved(double[][] matrix, double[] right)
    {
        var (size, result) = (right.Length, (double[])right.Clone());
        for (var pivot = 0; pivot < size; pivot++)
        {
            for (var row = pivot + 1; row < size; row++)
            {
                var times = matrix[row][pivot] / matrix[pivot][pivot];
                for (var column = pivot; column < size; column++)
                    matrix[row][column] -= times * matrix[pivot][column];
                result[row] -= times * result[pivot];
            }
        }

        for (var row = size - 1; row >= 0; row--)
        {
            for (var column = row + 1; column < size; column++)
                result[row] -= matrix[row][column] * result[column];
            result[row] /= matrix[row][row];
        }

        return result;
    }
}
