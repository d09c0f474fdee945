using Assistant.Cli.Exactness;
using Assistant.Core.Edits;
using Assistant.Core.Proposing;
using Assistant.Core.Snapshots;
using Assistant.Core.Verification;
using Microsoft.CodeAnalysis;

namespace Assistant.Cli.Repairs;

/// <summary>
/// Misspells words, asks for the diagnostics of misspellings and looks at what is left. It starts from the text in which
/// what is misspelled already was corrected, so that nothing but its own slips is counted. A slip that makes a word which
/// the solution uses is none. The same seed gives the same slips.
/// </summary>
internal sealed class TypoRun(Snapshot clean, Verifier verifier, RulesTier rules, Random random, Action<string>? tell)
{
    private const int MostDraws = 60;

    private readonly DrawnFiles files = new(clean);
    private HashSet<string>? written;

    /// <summary>The solution without the misspellings it has.</summary>
    public static async Task<Snapshot> CleanAsync(Verifier verifier, RulesTier rules, CancellationToken cancellationToken)
    {
        var (_, clean) = await RepairAsync(verifier, rules, cancellationToken);
        return clean;
    }

    /// <summary>A round: some slips at once, each in a file of its own.</summary>
    /// <returns>Whether any kind found a place; the others are left out.</returns>
    public async Task<bool> RoundAsync(IReadOnlyList<TypoKind> kinds, IReadOnlyList<RepairTally> tallies, CancellationToken cancellationToken)
    {
        var slips = new List<List<ReplaceText>>();
        var found = new List<(TypoKind Kind, RepairTally Tally)>();
        foreach (var (kind, tally) in kinds.Zip(tallies))
        {
            if (await SlipAsync(kind, slips, cancellationToken) is not { } slip)
                continue;
            slips.Add(slip);
            found.Add((kind, tally));
        }

        if (slips.Count == 0)
            return false;
        var (changes, _) = await ChangeSet.CreateAsync(clean, [.. slips.SelectMany(edits => edits)], cancellationToken);
        var (outcomes, repaired) = await RepairAsync(new Verifier(changes!.After), rules, cancellationToken);
        for (var index = 0; index < slips.Count; index++)
        {
            var path = slips[index][0].Path;
            var change = changes.Files.Single(file => clean.RelativePath(file.FullPath) == path);
            var text = await repaired.Solution.GetDocument(change.Documents[0])!.GetTextAsync(cancellationToken);
            var ending = text.ContentEquals(change.Before!) ? FaultEnding.Exactly : text.ContentEquals(change.After!) ? FaultEnding.Left : FaultEnding.Otherwise;
            found[index].Tally.Count(ending);
            if (tell is null || ending == FaultEnding.Exactly)
                continue;
            foreach (var line in FaultStory.Lines(
                found[index].Kind.Name, RepairTally.Word(ending), change, outcomes.Where(outcome => outcome.Target.Path == path)))
                tell(line);
        }

        return true;
    }

    private static async Task<(List<RepairOutcome> Outcomes, Snapshot Repaired)> RepairAsync(Verifier broken, RulesTier rules, CancellationToken cancellationToken)
    {
        var loop = new RepairLoop(rules, models: null, RepairSelection.Misspellings);
        var outcomes = new List<RepairOutcome>();
        await foreach (var outcome in loop.RunAsync(broken, new Progress<string>(), cancellationToken))
            outcomes.Add(outcome);
        return (outcomes, loop.Repaired!);
    }

    private async Task<List<ReplaceText>?> SlipAsync(TypoKind kind, List<List<ReplaceText>> others, CancellationToken cancellationToken)
    {
        written ??= await WrittenAsync(cancellationToken);
        for (var draws = 0; draws < MostDraws; draws++)
        {
            var (path, document) = files.Draw(random);
            if (others.Exists(other => other[0].Path == path) || Places.Pick(kind.Places((await document.GetSemanticModelAsync(cancellationToken))!), random) is not { Count: > 0 } places)
                continue;
            var text = await document.GetTextAsync(cancellationToken);
            var slip = TypoKinds.Slip(text.ToString(places[0]), random);
            List<ReplaceText> edits = [.. places.Select(place => new ReplaceText(path, place.Start, place.Length, slip))];
            if (!written.Contains(slip.ToLowerInvariant()) && (await verifier.VerifyAsync(edits, withAnalyzers: false, cancellationToken)).Kind == VerdictKind.Accepted)
                return edits;
        }

        return null;
    }

    private async Task<HashSet<string>> WrittenAsync(CancellationToken cancellationToken)
    {
        var words = new HashSet<string>(StringComparer.Ordinal);
        foreach (var document in clean.Solution.Projects.SelectMany(project => project.Documents))
        {
            var text = (await document.GetTextAsync(cancellationToken)).ToString().ToLowerInvariant();
            for (var start = 0; start < text.Length;)
            {
                var end = start;
                while (end < text.Length && char.IsAsciiLetter(text[end]))
                    end++;
                words.Add(text[start..end]);
                start = end + 1;
            }
        }

        return words;
    }
}
