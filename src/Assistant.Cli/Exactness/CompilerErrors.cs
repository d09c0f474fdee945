using System.Text.RegularExpressions;

namespace Assistant.Cli.Exactness;

/// <summary>The errors that a compiler's or a build's output reports, as a multiset of id, file and message.</summary>
internal sealed partial class CompilerErrors
{
    private readonly Dictionary<(string Id, string Path, string Message), int> counts = [];

    /// <summary>The ids, each once.</summary>
    public IReadOnlyList<string> Ids => [.. counts.Keys.Select(key => key.Id).Distinct()];

    /// <summary>Reads the lines a compiler prints.</summary>
    public static CompilerErrors Read(string output)
    {
        var errors = new CompilerErrors();
        foreach (var line in output.Split('\n'))
        {
            if (ErrorLine().Match(line.TrimEnd('\r')) is { Success: true } match)
            {
                var key = (match.Groups["id"].Value, match.Groups["path"].Value, match.Groups["message"].Value);
                errors.counts[key] = errors.counts.GetValueOrDefault(key) + 1;
            }
        }

        return errors;
    }

    /// <summary>Ids of errors that are here more often than there, each once.</summary>
    public IReadOnlyList<string> Beyond(CompilerErrors other) =>
    [
        .. counts.Where(pair => pair.Value > other.counts.GetValueOrDefault(pair.Key)).Select(pair => pair.Key.Id).Distinct().Order(StringComparer.Ordinal),
    ];

    /// <summary>Each error as often as in the one of the two that has it more often.</summary>
    public static CompilerErrors Most(CompilerErrors first, CompilerErrors second)
    {
        var most = new CompilerErrors();
        foreach (var (key, count) in first.counts.Concat(second.counts))
            most.counts[key] = Math.Max(count, most.counts.GetValueOrDefault(key));
        return most;
    }

    [GeneratedRegex(@"^(?:(?<path>.+?)\(\d+,\d+(?:,\d+,\d+)?\): )?error (?<id>[A-Z]+\d+): (?<message>.*)$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex ErrorLine();
}
