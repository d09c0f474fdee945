using System.Globalization;
using Assistant.Core.Proposing.Models;

namespace Assistant.Cli.Evaluation;

/// <summary>What models made of all tasks.</summary>
/// <param name="Asked">Who was asked, such as <c>small</c> or <c>small, large</c>.</param>
/// <param name="Models">Which models those are.</param>
/// <param name="Tasks">The tasks.</param>
internal sealed record EvaluationRow(string Asked, string Models, IReadOnlyList<EvaluatedTask> Tasks)
{
    private const int MostReasons = 3;

    /// <summary>The heads of <see cref="Cells"/>.</summary>
    public static IReadOnlyList<string> Heads { get; } = ["asked", "models", "tasks", "solved", "at the first try", "as it was", "answers", "tokens in", "of them known", "tokens out", "median", "rejected for"];

    /// <summary>Its figures as they are shown.</summary>
    public IReadOnlyList<string> Cells
    {
        get
        {
            var usage = ModelUsage.Sum(Tasks.Select(task => task.Outcome.Usage));
            var solved = Tasks.Where(task => task.Outcome.Taken is not null).ToList();
            return
            [
                Asked, Models, Number(Tasks.Count), Share(solved.Count), Share(solved.Count(task => task.Outcome.Tries.Length == 1)), Share(solved.Count(task => task.IsAsItWas)),
                Number(usage.Calls), Number(usage.PromptTokens), Number(usage.CachedTokens), Number(usage.Tokens),
                Tasks.Count == 0 ? "" : Seconds(Tasks.OrderBy(task => task.Elapsed).ElementAt(Tasks.Count / 2).Elapsed), Reasons(),
            ];
        }
    }

    /// <summary>Seconds as they are shown.</summary>
    public static string Seconds(TimeSpan elapsed) => elapsed.TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture) + " s";

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);

    private string Share(int count) => string.Create(CultureInfo.InvariantCulture, $"{count} ({(Tasks.Count == 0 ? 0 : 100.0 * count / Tasks.Count):0}%)");

    private string Reasons() => string.Join(", ", Tasks.SelectMany(task => task.Outcome.Tries).Where(tried => !tried.IsTaken)
        .Select(tried => tried.Verdict?.Cause ?? (tried.Usage.Stopped > 0 ? "stopped in its middle" : tried.Answer.Length > 0 ? "nothing usable" : tried.Reason))
        .GroupBy(reason => reason, StringComparer.Ordinal).OrderByDescending(group => group.Count()).ThenBy(group => group.Key, StringComparer.Ordinal).Take(MostReasons)
        .Select(group => string.Create(CultureInfo.InvariantCulture, $"{group.Count()} × {group.Key}")));
}
