using System.Collections.Immutable;
using Assistant.Core.Edits;
using Microsoft.CodeAnalysis;

namespace Assistant.Core.Verification;

/// <summary>
/// Finds edits that make a diagnostic go away without repairing anything: what hides (a directive, <c>!</c>, <c>dynamic</c>,
/// an attribute, an empty <c>catch</c>, an assertion, a mark of generated files), what is never run (behind a jump, under a
/// condition that is a constant), what deletes (a member, a test) and what does less than before (a call,
/// a statement, a condition that is gone; a body that only returns nothing or throws). The rule is structural: before and
/// after are counted over all files of a proposal, so that code which only moves is not taken for lost or added, and what
/// another takes the place of is not lost. Unchanged text counts too: a comment that begins before it and ends after it
/// deletes it. What a parser made of a text that it could not read was never there: when such a file keeps all its tokens, in
/// their order, nothing that it did is lost.
/// </summary>
internal static class SilencingRules
{
    private const string UnexpectedDirective = "CS1028";

    public static async Task<ImmutableArray<Silencing>> FindAsync(ChangeSet changes, CancellationToken cancellationToken)
    {
        var before = new List<SilencingFinding>();
        var after = new List<SilencingFinding>();
        foreach (var file in changes.Files)
        {
            var path = changes.Before.RelativePath(file.FullPath);
            foreach (var (snapshot, findings) in new[] { (changes.Before, before), (changes.After, after) })
            {
                // What one configuration leaves out another one compiles: a finding of several counts once.
                var found = new HashSet<SilencingFinding>();
                foreach (var document in file.Documents.Select(snapshot.Solution.GetDocument).OfType<Document>())
                    found.UnionWith(SilencingFinding.In((await document.GetSyntaxRootAsync(cancellationToken))!, path, [.. file.Pieces.Select(piece => snapshot == changes.Before ? piece.Old : piece.New)]));
                findings.AddRange(found.OrderBy(finding => finding.Span.Start));
            }
        }

        var gained = Surplus(after, before).ToLookup(finding => finding.Counts);
        var lost = Surplus(before, after).ToLookup(finding => finding.Counts);
        var members = before.Where(finding => finding.Counts == Counting.Lost).Select(finding => finding.Name).ToHashSet(StringComparer.Ordinal);
        // A body that was there before; a new one has lost nothing.
        var emptied = Beyond(gained[Counting.Emptied], lost[Counting.Emptied], (_, _) => true).Where(finding => members.Contains(finding.Name));
        var deleted = Beyond(lost[Counting.Lost], gained[Counting.Lost], SilencingFinding.IsRenamed).ToList();
        var dropped = Beyond(lost[Counting.Replaceable], gained[Counting.Replaceable], (one, other) => one.Rule == other.Rule)
            .Where(finding => !deleted.Exists(member => member.Path == finding.Path && member.Span.Contains(finding.Span)))
            .ToList();
        var added = gained[Counting.Gained].ToList();
        if ((dropped.Count > 0 || added.Exists(IsBeginning)) && await OnlyReadOtherwiseAsync(changes, cancellationToken) is { Count: > 0 } read)
        {
            dropped.RemoveAll(finding => read.ContainsKey(finding.Path));
            // The other half of a directive that stands there already: nothing is left out by it, for all tokens are kept.
            foreach (var (path, ends) in read.Where(file => added.Count(finding => finding.Path == file.Key && IsBeginning(finding)) <= file.Value))
                added.RemoveAll(finding => finding.Path == path && IsBeginning(finding));
        }

        return
        [
            .. added.Concat(emptied).Select(finding => finding.ToSilencing("")),
            .. deleted.Select(finding => finding.ToSilencing("deleted ")),
            .. dropped.Select(finding => finding.ToSilencing("lost ")),
        ];
    }

    private static bool IsBeginning(SilencingFinding finding) => finding is { Rule: "conditional directive", Name: ['#', 'i', 'f', ' ', ..] };

    // The files that did not parse before and in which every token still stands, with how many ends of directives had no beginning.
    private static async Task<Dictionary<string, int>> OnlyReadOtherwiseAsync(ChangeSet changes, CancellationToken cancellationToken)
    {
        var read = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var file in changes.Files)
        {
            var (kept, ends) = (true, 0);
            foreach (var id in file.Documents)
            {
                if (changes.Before.Solution.GetDocument(id) is not { } before || changes.After.Solution.GetDocument(id) is not { } after)
                {
                    kept = false;
                    continue;
                }

                var root = (await before.GetSyntaxRootAsync(cancellationToken))!;
                kept &= KeepsTokens(root, (await after.GetSyntaxRootAsync(cancellationToken))!);
                ends = Math.Max(ends, root.GetDiagnostics().Count(diagnostic => diagnostic.Id == UnexpectedDirective));
            }

            if (kept)
                read.Add(changes.Before.RelativePath(file.FullPath), ends);
        }

        return read;
    }

    private static bool KeepsTokens(SyntaxNode before, SyntaxNode after)
    {
        if (!before.GetDiagnostics().Any(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error))
            return false;
        using var now = after.DescendantTokens().Where(token => !token.IsMissing).GetEnumerator();
        foreach (var token in before.DescendantTokens().Where(token => !token.IsMissing))
        {
            do
            {
                if (!now.MoveNext())
                    return false;
            }
            while (now.Current.Text != token.Text);
        }

        return true;
    }

    // Findings of one side that the other side does not match, by rule and name.
    private static List<SilencingFinding> Surplus(List<SilencingFinding> side, List<SilencingFinding> other)
    {
        var left = other.GroupBy(finding => (finding.Rule, finding.Name)).ToDictionary(group => group.Key, group => group.Count());
        var surplus = new HashSet<SilencingFinding>();
        // Of several that are alike, one that was changed is the one that came or went.
        foreach (var finding in side.OrderBy(finding => finding.IsChanged))
        {
            var key = (finding.Rule, finding.Name);
            if (left.GetValueOrDefault(key) is var count and > 0)
                left[key] = count - 1;
            else
                surplus.Add(finding);
        }

        return [.. side.Where(surplus.Contains)];
    }

    // Of what is gone, that for which nothing new stands in.
    private static IEnumerable<SilencingFinding> Beyond(IEnumerable<SilencingFinding> lost, IEnumerable<SilencingFinding> gained, Func<SilencingFinding, SilencingFinding, bool> replaces)
    {
        var left = gained.ToList();
        foreach (var finding in lost)
        {
            var index = left.FindIndex(other => replaces(finding, other));
            if (index < 0)
                yield return finding;
            else
                left.RemoveAt(index);
        }
    }
}
