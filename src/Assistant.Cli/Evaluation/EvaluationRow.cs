using System.Globalization;
using Assistant.Core.Proposing.Models;

namespace Assistant.Cli.Evaluation;

/// <summary>What models made of all tasks.</summary>
/// <param name="Asked">Who was asked, such as <c>small</c> or <c>small, large</c>.</param>
/// <param name="Models">Which models those are.</param>
/// <param name="Tasks">The tasks; at least one.</param>
internal sealed record EvaluationRow(string Asked, string Models, IReadOnlyList<EvaluatedTask> Tasks)
{
    private const int MostReasons = 4;

    /// <summary>The heads of <see cref="Cells"/>.</summary>
    public static IReadOnlyList<string> Heads { get; } =
        ["model", "tasks", "solved", "at the first try", "as it was before", "answers", "tokens read", "of them from a cache", "tokens written", "seconds, median", "seconds, all", "answers rejected for"];

    /// <summary>Its figures as they are shown; the last one may have several lines.</summary>
    public IReadOnlyList<string> Cells
    {
        get
        {
            var usage = ModelUsage.Sum(Tasks.Select(task => task.Outcome.Usage));
            var solved = Tasks.Where(task => task.Outcome.Taken is not null).ToList();
            return
            [
                Models, Number(Tasks.Count), Share(solved.Count), Share(solved.Count(task => task.Outcome.Tries.Length == 1)), Share(solved.Count(task => task.IsAsItWas)),
                Number(usage.Calls), Number(usage.PromptTokens), Number(usage.CachedTokens), Number(usage.Tokens),
                Seconds(Tasks.OrderBy(task => task.Elapsed).ElementAt(Tasks.Count / 2).Elapsed), Seconds(Tasks.Aggregate(TimeSpan.Zero, (sum, task) => sum + task.Elapsed)), Reasons(),
            ];
        }
    }

    /// <summary>Seconds as they are shown.</summary>
    public static string Seconds(TimeSpan elapsed) => elapsed.TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture);

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);

    private string Share(int count) => string.Create(CultureInfo.InvariantCulture, $"{count} ({100.0 * count / Tasks.Count:0}%)");

    // What is said of one member only is not the same of another.
    private static string ReasonOf(ModelTry tried) => tried.IsSpare ? tried.Reason.TrimEnd('.') : tried.Verdict?.Cause
        ?? (tried.Usage.Stopped > 0 ? "stopped in its middle"
        : tried.Reason.EndsWith(" that can be read as C#.", StringComparison.Ordinal) ? "no such member in the answer"
        : tried.Reason.TrimEnd('.'));

    private string Reasons() => string.Join('\n', Tasks.SelectMany(task => task.Outcome.Tries).Where(tried => !tried.IsTaken)
        .Select(ReasonOf)
        .GroupBy(reason => reason, StringComparer.Ordinal).OrderByDescending(group => group.Count()).ThenBy(group => group.Key, StringComparer.Ordinal).Take(MostReasons)
        .Select(group => string.Create(CultureInfo.InvariantCulture, $"{group.Count()} × {group.Key}")));
}
