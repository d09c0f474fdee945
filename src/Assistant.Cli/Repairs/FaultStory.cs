using Assistant.Cli.Output;
using Assistant.Core.Edits;
using Assistant.Core.Proposing;

namespace Assistant.Cli.Repairs;

/// <summary>What became of a fault that was not restored, in lines: the fault, what was done instead, and what was thrown away and why.</summary>
internal static class FaultStory
{
    /// <param name="kind">The fault's kind.</param>
    /// <param name="ending">What became of it, in a word.</param>
    /// <param name="fault">The change that made it; its new text is the broken one.</param>
    /// <param name="outcomes">What was decided in the files of the fault.</param>
    public static IEnumerable<string> Lines(string kind, string ending, FileChange fault, IEnumerable<RepairOutcome> outcomes)
    {
        yield return $"{ending}: {kind} in {Path.GetFileName(fault.FullPath)}";
        foreach (var line in LineDiff.Between(fault.Before!, fault.After!))
            yield return $"  {line.Kind}{line.Number} {line.Text.Trim()}";
        foreach (var outcome in outcomes)
        {
            yield return $"    {outcome.Target.Id} at {outcome.Target.Line}:{outcome.Target.Column} {outcome.Target.Message}";
            if (outcome.Chosen?.Candidate is { } chosen)
            {
                yield return $"      taken: {chosen.Title} ({chosen.Provider})";
                foreach (var line in chosen.Files.Where(file => file is { Before: not null, After: not null }).SelectMany(file => LineDiff.Between(file.Before!, file.After!)))
                    yield return $"        {line.Kind}{line.Number} {line.Text.Trim()}";
            }

            foreach (var tied in outcome.Tied)
                yield return $"      either: {tied.Candidate.Title} ({tied.Candidate.Provider})";
            foreach (var other in outcome.Alternatives)
                yield return $"      or: {other.Candidate.Title} ({other.Candidate.Provider})";
            foreach (var rejected in outcome.Rejected)
                yield return $"      no, {rejected.Cause}: {rejected.Candidate.Title} ({rejected.Candidate.Provider}) {rejected.Verdict.Reason}";
        }
    }
}
