using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using Assistant.Cli.Output;

namespace Assistant.Cli.Evaluation;

/// <summary>The evaluation as a page of its own: no script, nothing from elsewhere, everything that is not ours as text.</summary>
internal static class EvaluationPage
{
    private const string Style = """
        body { font: 15px/1.5 system-ui, sans-serif; margin: 2.5rem auto; max-width: 76rem; padding: 0 1.5rem; color: #1c2024; background: #fff; }
        h1 { font-size: 1.5rem; margin: 0 0 .25rem; } h2 { font-size: 1.1rem; margin: 2.5rem 0 .5rem; } p { color: #5a636d; margin: 0 0 1rem; }
        table { border-collapse: collapse; } th, td { text-align: left; vertical-align: top; padding: .4rem .8rem .4rem 0; border-bottom: 1px solid #e3e6e9; }
        th { font-weight: 600; color: #5a636d; font-size: .85rem; }
        code { font: .85rem ui-monospace, monospace; overflow-wrap: anywhere; } td { overflow-wrap: anywhere; white-space: pre-line; } td code { display: block; min-width: 11rem; } td:nth-child(4) { min-width: 14rem; } th, td:first-child { white-space: nowrap; } .good { color: #1a7f37; } .bad { color: #b3261e; } .faint { color: #5a636d; }
        @media (prefers-color-scheme: dark) { body { color: #e6e8ea; background: #15181b; } p, th, .faint { color: #9aa3ac; } th, td { border-color: #2c3238; } .good { color: #57c26e; } .bad { color: #ff8a80; } }
        """;

    /// <summary>The page.</summary>
    /// <param name="solution">What the tasks were made of.</param>
    /// <param name="command">The command that made it.</param>
    /// <param name="rows">Who was asked, and what came of it.</param>
    public static string Of(string solution, string command, IReadOnlyList<EvaluationRow> rows)
    {
        var page = new StringBuilder();
        page.Append(CultureInfo.InvariantCulture, $"<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\" />\n<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\" />\n<title>Models on {Text(solution)}</title>\n<style>\n{Style}\n</style>\n</head>\n<body>\n");
        page.Append(CultureInfo.InvariantCulture, $"<h1>Models on {Text(solution)}</h1>\n<p>Slips in your own code that do not compile, one of each kind in turn; the rules were not asked. Solved means that the compiler takes it and nothing is hidden, not that it is right. Tokens and seconds are sums over all tasks.</p>\n<p><code>{Text(command)}</code></p>\n");
        Table(page, ["", .. rows.Select(row => row.Asked)], EvaluationRow.Heads.Select((head, at) => rows.Select(row => Text(row.Cells[at])).Prepend(Text(head))));
        foreach (var row in rows)
        {
            page.Append(CultureInfo.InvariantCulture, $"<h2>{Text(row.Asked)}</h2>\n");
            Table(page, ["slip", "place", "the compiler says", "outcome", "answers", "seconds"], row.Tasks.Select(Cells));
        }

        return page.Append("</body>\n</html>\n").ToString();
    }

    private static IEnumerable<string> Cells(EvaluatedTask task)
    {
        var outcome = task.Outcome.Taken is { } taken
            ? $"<span class=\"good\">solved by {Text(taken.Tier)}</span>{(task.IsAsItWas ? "" : " <span class=\"faint\">otherwise than it was before</span>")}"
            : "<span class=\"bad\">not solved</span>";
        var rejected = string.Concat(task.Outcome.Tries.Where(tried => !tried.IsTaken).GroupBy(tried => $"{tried.Tier}: {FixText.Sentence(tried)}", StringComparer.Ordinal)
            .Select(same => $"<div class=\"faint\">{(same.Count() > 1 ? $"{same.Count()} × " : "")}{Text(same.Key)}</div>"));
        return [Text(task.Kind), $"<code>{Text(task.Place)}</code>", Text(task.Message), outcome + rejected, Text(task.Outcome.Tries.Length.ToString(CultureInfo.InvariantCulture)), Text(EvaluationRow.Seconds(task.Elapsed))];
    }

    private static void Table(StringBuilder page, IEnumerable<string> heads, IEnumerable<IEnumerable<string>> rows)
    {
        page.Append("<table>\n<tr>").AppendJoin("", heads.Select(head => $"<th>{Text(head)}</th>")).Append("</tr>\n");
        foreach (var row in rows)
            page.Append("<tr>").AppendJoin("", row.Select(cell => $"<td>{cell}</td>")).Append("</tr>\n");
        page.Append("</table>\n");
    }

    private static string Text(string text) => HtmlEncoder.Default.Encode(text);
}
