using Assistant.Core.Edits;
using Microsoft.CodeAnalysis.Text;

namespace Assistant.Core.Proposing;

/// <summary>
/// Orders repairs that all pass the verifier: what uncovers no error first, then what found the meaning by name, then the
/// smallest change, then what the code around uses most.
/// </summary>
internal static class Ranking
{
    public static List<VerifiedRepair> Order(IEnumerable<VerifiedRepair> repairs) =>
    [
        .. repairs
            .OrderBy(repair => repair.Verdict.NewDiagnostics.Length)
            .ThenBy(repair => FixProviders.Rank(repair.Candidate.Provider))
            .ThenBy(repair => Size(repair.Candidate.Changes))
            .ThenByDescending(repair => Familiarity(repair.Candidate.Changes))
            .ThenBy(repair => repair.Candidate.Title, StringComparer.Ordinal),
    ];

    /// <summary>Characters that differ, in UTF-16 units, added and removed ones.</summary>
    internal static int Size(ChangeSet changes) =>
        changes.Files.Sum(file => file.Before is null || file.After is null
            ? (file.Before ?? file.After)!.Length
            : file.After.GetTextChanges(file.Before).Sum(change => Size(file.Before.ToString(change.Span), change.NewText ?? "")));

    private static int Size(string before, string after)
    {
        var shared = Math.Min(before.Length, after.Length);
        var start = 0;
        while (start < shared && before[start] == after[start])
            start++;
        var end = 0;
        while (end < shared - start && before[^(end + 1)] == after[^(end + 1)])
            end++;
        return before.Length + after.Length - (2 * (start + end));
    }

    // How often the inserted text already stands in the files of the same projects.
    private static int Familiarity(ChangeSet changes)
    {
        var inserted = changes.Files
            .Where(file => file is { Before: not null, After: not null })
            .SelectMany(file => file.After!.GetTextChanges(file.Before!))
            .Select(change => (change.NewText ?? "").Trim())
            .Where(text => text.Length > 1)
            .ToHashSet(StringComparer.Ordinal);
        if (inserted.Count == 0)
            return 0;
        var projects = changes.Files.SelectMany(file => file.Documents).Select(id => id.ProjectId).Distinct();
        return projects
            .SelectMany(id => changes.Before.Solution.GetProject(id)!.Documents)
            .Sum(document => document.TryGetText(out var text) ? inserted.Count(piece => Contains(text, piece)) : 0);
    }

    private static bool Contains(SourceText text, string piece) => text.ToString().Contains(piece, StringComparison.Ordinal);
}
