using System.Globalization;
using System.Text;
using Assistant.Core.Proposing;
using Assistant.Core.Proposing.Models;
using Assistant.Core.Snapshots;
using Assistant.Core.Verification;
using Assistant.Workspace;
using Spectre.Console;

namespace Assistant.Cli.Output;

/// <summary>What <c>assistant fix</c> shows to people: for each diagnostic its repair as a difference, then what it took.</summary>
/// <param name="console">Where it is shown.</param>
/// <param name="width">Columns of the terminal, for prose; code is never broken. Null when it goes to a file or a program.</param>
internal sealed class FixText(IAnsiConsole console, int? width)
{
    private const int MostDiffLines = 12;
    private const int MostAlternatives = 4;
    private const int WidestProse = 100;

    private static readonly Style Plain = Style.Plain;
    private static readonly Style Strong = new(decoration: Decoration.Bold);
    private static readonly Style Faint = new(Color.Grey);
    private static readonly Style Good = new(Color.Green);
    private static readonly Style Bad = new(Color.Red);
    private static readonly Style Place = new(Color.Aqua);

    public void Heading(string solution, Snapshot snapshot, int errors)
    {
        var projects = snapshot.Builds.Select(build => build.ProjectFile).Distinct(StringComparer.Ordinal).Count();
        Line((solution, Strong), ($"  {Count(projects, "project")}, {Count(errors, "error")}", Faint));
        foreach (var unloaded in snapshot.Unloaded)
            Line(("not loaded  ", Bad), ($"{unloaded.Name}: {unloaded.Reason}", Plain));
        Line();
    }

    public void Outcome(RepairOutcome outcome)
    {
        var target = outcome.Target;
        Line((target.Path is null ? target.Project : $"{target.Path}:{target.Line}", Place), ($"  {target.Id}", Strong));
        Prose("  ", target.Message);
        if (outcome.Chosen is { } chosen)
        {
            Line(("  ✓ ", Good), (chosen.Candidate.Title, Good), ($"  {(chosen.Candidate.Tier == RulesTier.Name ? "" : $"{chosen.Candidate.Tier} model; ")}{Proof(chosen.Verdict)}", Faint));
            Diff(chosen.Candidate);
            Tests(chosen.Verdict);
            foreach (var uncovered in chosen.Verdict.NewDiagnostics)
                Line(("    uncovers  ", Faint), ($"{uncovered.Path}:{uncovered.Line} {uncovered.Id} {uncovered.Message}", Plain));
        }
        else if (!outcome.Tied.IsEmpty)
        {
            Line(("  ? ", Bad), ($"ambiguous: {outcome.Tied.Length} repairs compile equally well, and none was taken", Bad));
            foreach (var tied in outcome.Tied)
            {
                Line(("    either  ", Faint), (tied.Candidate.Title, Plain));
                Diff(tied.Candidate);
            }
        }
        else
        {
            Line(("  ✗ ", Bad), (NoRepair(outcome), Bad));
        }

        Tries(outcome.Tries);
        if (!outcome.Alternatives.IsEmpty)
            Line(("    also verified  ", Faint), (Titles(outcome), Plain));
        if (!outcome.Rejected.IsEmpty)
            Line(("    thrown away    ", Faint), (Causes(outcome), Plain));
        Line();
    }

    public void Ledger(FixTally tally, string where, string? remark)
    {
        Line(("Ledger", Strong));
        (string, Style) Solved(string tier) => tally.ByTier.GetValueOrDefault(tier) is > 0 and var count ? ($"{count}", Good) : ("0", Plain);
        Line(("  solved       ", Faint), Solved(RulesTier.Name), (" by rules · ", Plain), Solved(TierSettings.Small), (" by small model · ", Plain), Solved(TierSettings.Large), (" by large model", Plain));
        Line(("  unsolved     ", Faint), ($"{tally.Unfixed}", tally.Unfixed > 0 ? Bad : Plain));
        Line(("  judged       ", Faint), ($"{Count(tally.Judged, "proposal")}, {tally.Rejected} thrown away before you saw them", Plain));
        Costs(tally.Usage, where, tally.Elapsed);
        if (remark is not null)
        {
            Line();
            Prose("", remark);
        }
    }

    /// <summary>What became of an instruction.</summary>
    public void Edited(string place, CascadeOutcome outcome, bool isWritten, string where, TimeSpan elapsed)
    {
        var first = outcome.Tries is [var tried, ..] ? tried.Tier : "";
        Line((place, Place), ($"  {first} model first: {outcome.Reason}", Faint));
        if (outcome.Taken is { Candidate: { } candidate, Verdict: { } verdict } taken)
        {
            Line(("  ✓ ", Good), (candidate.Title, Good), ($"  {taken.Tier} model; {Proof(verdict)}", Faint));
            Diff(candidate);
            Tests(verdict);
            foreach (var dropped in verdict.Silencing)
                Line(("    look at      ", Bad), ($"{dropped.Rule}, {dropped.Path}:{dropped.Line}", Plain));
        }
        else
        {
            Line(("  ✗ ", Bad), ("no verified proposal", Bad));
        }

        Tries(outcome.Tries);
        Line();
        Line(("Ledger", Strong));
        Costs(outcome.Usage, where, elapsed);
        Line();
        Prose("", outcome.Taken is null ? "Nothing was written. Say it in other words, or ask a larger model." : isWritten ? "Wrote 1 file." : "Nothing was written. Add --apply to write this change.");
    }

    private void Tests(Verdict verdict)
    {
        if (verdict.Tests is { } tests)
            Line(("    tests          ", Faint), (tests.Words, Plain));
    }

    private void Tries(IEnumerable<ModelTry> tries)
    {
        // The same again and again is said once.
        var sentences = tries.SelectMany(tried => (IEnumerable<(string Tier, string Sentence)>)
        [
            .. tried.IsTaken ? [] : new[] { (tried.Tier, Sentence(tried)) },
            .. tried.Spent is { } spent ? new[] { (tried.Tier, $"it has spent its {spent} for one task") } : [],
        ]);
        foreach (var same in sentences.GroupBy(said => said))
            Prose($"    {same.Key.Tier,-5} model    ", (same.Count() > 1 ? $"{same.Count()} × " : "") + same.Key.Sentence);
    }

    private void Costs(ModelUsage usage, string where, TimeSpan elapsed)
    {
        Line(("  tokens       ", Faint), (usage.Calls == 0 ? "0" : $"{usage.PromptTokens} read ({usage.CachedTokens} from a cache), {usage.Tokens} written, in {Count(usage.Calls, "question")}", Plain));
        Line(("  code went to ", Faint), (where, Plain));
        Line(("  time         ", Faint), ($"{elapsed.TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture)} s", Plain));
    }

    private void Diff(Candidate candidate)
    {
        foreach (var file in candidate.Files)
        {
            if (candidate.Files.Length > 1)
                Line(($"    {file.Path}", Place));
            if (file.Before is null || file.After is null)
                continue;
            var lines = LineDiff.Between(file.Before, file.After).ToList();
            // What a model wrote is shown to its last line: that is where something would be hidden.
            var shown = candidate.Tier == RulesTier.Name ? MostDiffLines : int.MaxValue;
            foreach (var line in lines.Take(shown))
                Line(($"    {line.Number,4} {line.Kind} {line.Text}", line.Kind == '-' ? Bad : Good));
            if (lines.Count > shown)
                Line(($"         … {lines.Count - shown} more lines", Faint));
        }
    }

    private static string NoRepair(RepairOutcome outcome) => !outcome.Tries.IsEmpty ? "no verified proposal"
        : outcome.Rejected.IsEmpty ? "no rule knows a repair" : "no repair passed the compiler";

    /// <summary>Why an answer was not taken, with the first of what was found.</summary>
    public static string Sentence(ModelTry tried) => tried.Verdict?.NewDiagnostics is [var first, .. var more]
        ? $"{tried.Reason.TrimEnd('.')}: {first.Id} {first.Message}{(more.Length > 0 ? $", and {more.Length} more" : "")}"
        : tried.Verdict?.Tests is { IsAgainst: true, Failed: [var test, .. var others] } ? $"{tried.Reason.TrimEnd('.')}: {test.Name}: {test.Message}{(others.Length > 0 ? $", and {others.Length} more" : "")}"
        : tried.Reason + (tried.Verdict is { Silencing: [var silencing, ..] } ? $" ({silencing.Rule})" : "");

    private static string Proof(Verdict verdict) => verdict.Stage switch
    {
        _ when !verdict.NewDiagnostics.IsEmpty => "compiles but for what it uncovers",
        Stage.Body => "compiles; checked: the changed bodies",
        Stage.Project => "compiles; checked: the whole project",
        Stage.Dependents => "compiles; checked: the project and those that depend on it",
        _ => "compiles; checked: the changed files",
    };

    private static string Titles(RepairOutcome outcome) => string.Join(" · ", outcome.Alternatives
        .Take(MostAlternatives)
        .Select(repair => repair.Candidate.Title + (repair.Verdict.NewDiagnostics.IsEmpty ? "" : $" (uncovers {string.Join(", ", repair.Verdict.NewDiagnostics.Select(uncovered => uncovered.Id).Distinct())})"))
        .Concat(outcome.Alternatives.Length > MostAlternatives ? [$"{outcome.Alternatives.Length - MostAlternatives} more"] : []));

    private static string Causes(RepairOutcome outcome) => string.Join(", ", outcome.Rejected
        .GroupBy(rejected => rejected.Cause)
        .OrderByDescending(group => group.Count())
        .Select(group => $"{group.Count()} × {group.Key}"));

    private static string Count(int number, string noun) => $"{number} {noun}{(number == 1 ? "" : "s")}";

    // Whole words on each line; a word wider than the terminal stays whole.
    private void Prose(string indent, string text)
    {
        var room = (width is { } columns ? Math.Min(columns, WidestProse) : int.MaxValue) - indent.Length;
        var line = new StringBuilder();
        foreach (var word in VisibleText.Of(text).Split(' '))
        {
            if (line.Length > 0 && line.Length + 1 + word.Length > room)
            {
                Line((indent, Faint), (line.ToString(), Plain));
                line.Clear();
                indent = new string(' ', indent.Length);
            }

            line.Append(line.Length == 0 ? "" : " ").Append(word);
        }

        Line((indent, Faint), (line.ToString(), Plain));
    }

    private void Line(params (string Text, Style Style)[] parts)
    {
        foreach (var (text, style) in parts)
            console.Write(new Text(VisibleText.Of(text), style));
        console.WriteLine();
    }
}
