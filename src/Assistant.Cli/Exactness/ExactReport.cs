using System.Globalization;
using Assistant.Cli.Output;
using Assistant.Core.Verification;

namespace Assistant.Cli.Exactness;

/// <summary>What a run of comparisons shows: each disagreement as it is met, then the table and the counts.</summary>
internal sealed class ExactReport(TextWriter output, ProgressLine progress)
{
    // More of them would say the same, and the output of a run stays readable.
    private const int MostShown = 20;
    private const int LongestText = 200;

    private static readonly (Omission Why, string Name)[] Omissions =
    [
        (Omission.NoPlace, "kinds without a place"),
        (Omission.NotJudged, "judged by nobody"),
        (Omission.PassedOver, "passed over, others were sought"),
        (Omission.NotAsked, "not put to the compiler"),
        (Omission.NotComparable, "not comparable"),
    ];

    private readonly List<Comparison> all = [];
    private int shown;

    public IReadOnlyList<Comparison> All => all;

    public void Add(Comparison comparison)
    {
        all.Add(comparison);
        var disagree = all.Count(other => other is { IsComparable: true, Agrees: false });
        progress.Places.Report($"{all.Count} compared, {disagree} disagree: {comparison.Mutation.Name} in {comparison.Mutation.Path}");
        if (comparison is not { IsComparable: true, Agrees: false } || ++shown > MostShown)
            return;
        progress.Clear();
        var edits = string.Join(", ", comparison.Mutation.Edits.Select(edit =>
            $"{edit.Start}+{edit.Length} -> '{(edit.NewText.Length > LongestText ? edit.NewText[..LongestText] + "…" : edit.NewText)}'"));
        output.WriteLine(VisibleText.Of(
            $"DISAGREES ({AnswerJson.NameOf(comparison.Standing)}): {comparison.Mutation.Name}, {comparison.Mutation.Path} {edits}: "
            + $"verdict {AnswerJson.NameOf(comparison.Verdict.Kind)} at {AnswerJson.NameOf(comparison.Verdict.Stage)} "
            + $"[{string.Join(' ', comparison.Verdict.NewDiagnostics.Select(diagnostic => diagnostic.Id).Distinct())}], compiler [{string.Join(' ', comparison.Reference.NewErrors)}]"));
    }

    /// <summary>The table, the counts, and the agreement as the last line.</summary>
    /// <param name="leftOut">What was drawn and not compared.</param>
    /// <param name="notes">Lines between the table and the counts.</param>
    /// <returns>Whether all that could be compared agreed, and something could.</returns>
    public bool End(LeftOut leftOut, IEnumerable<string> notes)
    {
        progress.Clear();
        var comparable = all.FindAll(comparison => comparison.IsComparable);
        Table(comparable);
        if (shown > MostShown)
            output.WriteLine($"{shown - MostShown} disagreements more are not shown");
        foreach (var note in notes)
            output.WriteLine(note);
        var main = comparable.FindAll(comparison => comparison.Standing is Standing.Clean or Standing.Dirty);
        var others = comparable.FindAll(comparison => comparison.Standing is not (Standing.Clean or Standing.Dirty));
        WriteLeftOut(leftOut);
        output.WriteLine($"accepted changes of bodies: {comparable.Count(comparison => comparison.IsAcceptedBody)}; felt in another project: {comparable.Count(comparison => comparison.IsFeltAcross)}");
        output.WriteLine($"changes outside of bodies accepted in their file alone: {comparable.Count(comparison => comparison.IsFeltInFileAlone)}");
        output.WriteLine($"sought and build: {Agreement(others)}");
        output.WriteLine($"agreement: {Agreement(main)}");
        return main.Count > 0 && comparable.TrueForAll(comparison => comparison.Agrees);
    }

    private void WriteLeftOut(LeftOut leftOut)
    {
        foreach (var reason in all.Select(comparison => comparison.Incomparable).OfType<string>())
            leftOut.Add(Omission.NotComparable, reason);
        foreach (var (why, name) in Omissions)
        {
            output.WriteLine($"{name}: {leftOut.Count(why)}");
            foreach (var (reason, count) in leftOut.Of(why))
                output.WriteLine(VisibleText.Of($"  {count} {reason}"));
        }
    }

    private void Table(List<Comparison> comparable)
    {
        output.WriteLine("change  decided at   accepted  rejected   verdict ms  reference ms  ratio   (medians)");
        var groups = comparable
            .GroupBy(comparison => (comparison.Standing, comparison.Verdict.Stage))
            .OrderBy(group => group.Key.Standing)
            .ThenBy(group => group.Key.Stage);
        foreach (var group in groups)
        {
            var accepted = group.Count(comparison => comparison.Verdict.Kind == VerdictKind.Accepted);
            var verdict = Median(group.Select(comparison => comparison.VerdictTime));
            var reference = Median(group.Select(comparison => comparison.ReferenceTime));
            output.WriteLine(
                $"{AnswerJson.NameOf(group.Key.Standing),-7} {AnswerJson.NameOf(group.Key.Stage),-11} {accepted,9} {group.Count() - accepted,9} "
                + $"{verdict.TotalMilliseconds,12:0} {reference.TotalMilliseconds,13:0} {reference / verdict,6:0}");
        }
    }

    private static string Agreement(List<Comparison> comparisons)
    {
        var agreed = comparisons.Count(comparison => comparison.Agrees);
        return $"{agreed} of {comparisons.Count} ({Percent(agreed, comparisons.Count)})";
    }

    private static TimeSpan Median(IEnumerable<TimeSpan> times)
    {
        var ordered = times.Order().ToList();
        return ordered[ordered.Count / 2];
    }

    // Never 100% where one is missing.
    private static string Percent(int part, int whole) =>
        whole == 0 ? "none" : part == whole ? "100%" : (Math.Floor(1000.0 * part / whole) / 10).ToString("0.0", CultureInfo.InvariantCulture) + "%";
}
