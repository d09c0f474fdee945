using System.Text.Json;
using System.Text.Json.Nodes;
using Xunit;

namespace Assistant.EndToEnd.CommandLine;

/// <summary><c>assistant debug complete</c> on a real solution: carets in, items out, whatever the line.</summary>
public sealed class CompleteTests
{
    [Fact]
    public async Task Each_caret_has_its_line_and_what_is_shown_compiles()
    {
        using var folder = await Shop.OpenAsync();
        const string written = "namespace App;\n\npublic static class Use\n{\n    public static int Four => Lib.Money.Twice(2);\n    public static int Six => Lib.Money.";
        var rows = new (string Line, string? Id, string Start, string? Problem)[]
        {
            (Caret("member", "App/Use.cs", written + "\n}\n", written.Length), "member", "Twice(2);", null),
            (Caret("comment", "App/Use.cs", "// Lib.Money.", 13), "comment", "", null),
            (Caret("of the file", "App/Use.cs", null, Shop.Use.IndexOf("Twice", StringComparison.Ordinal)), "of the file", "", null),
            (Caret("half", "App/Use.cs", "namespace App; class A { int B(", 31), "half", "", null),
            (Caret("deep", "App/Use.cs", "class A { int B = " + new string('(', 20_000), 20_018), "deep", "", null),
            (Caret("outside", "../../etc/passwd", null, 0), "outside", "", "../../etc/passwd is in no loaded project"),
            (Caret("past", "App/Use.cs", "x", 2), "past", "", "the offset 2 is not in App/Use.cs, which has 1 characters"),
            (Caret("before", "App/Use.cs", "x", -1), "before", "", "the offset -1 is not in App/Use.cs, which has 1 characters"),
            ("""{"id":"no path","offset":1}""", null, "", "line 9: \"path\" is missing or no path; a caret is an object"),
            ("""{"id":"a","path":"App/Use.cs","offset":1e99}""", null, "", "line 10: \"offset\" is missing or no whole number; a caret is an object"),
            ("""{"path":"App/Use.cs","offset":1}""", null, "", "line 11: \"id\" is missing or no text; a caret is an object"),
            ("""{"id":"a","path":"App/Use.cs","offset":1,"text":7}""", null, "", "line 12: \"text\" is no text; a caret is an object"),
            ("[]", null, "", "line 13: a caret is an object"),
            ("nonsense", null, "", "line 14: the line is not JSON"),
            (Caret("after all that", "App/Use.cs", written + "\n}\n", written.Length), "after all that", "Twice(2);", null),
        };
        folder.Write("queries.jsonl", string.Join('\n', rows.Select(row => row.Line)) + "\n\n");
        var answer = (await new Cli(folder).RunAsync("debug", "complete", "All.slnx", "--trust", "--queries", "queries.jsonl")).Expect(1);
        var lines = answer.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(rows.Length, lines.Length);
        foreach (var (row, line) in rows.Zip(lines.Select(line => JsonNode.Parse(line)!)))
        {
            Assert.Equal(row.Problem is null ? row.Id : (string?)line["id"], (string?)line["id"]);
            Assert.StartsWith(row.Problem ?? "", (string?)line["problem"] ?? "", StringComparison.Ordinal);
            Assert.Equal(row.Problem is null, line["problem"] is null);
            var items = line["items"]!.AsArray();
            Assert.Equal(row.Start.Length > 0, items.Count > 0 && row.Start.Length > 0);
            Assert.All(items, item => Assert.Equal(("repository", true), ((string)item!["source"]!, (bool)item["verified"]!)));
            Assert.StartsWith(row.Start, items.Count == 0 ? "" : (string)items[0]!["text"]!, StringComparison.Ordinal);
        }
    }

    private static string Caret(string id, string path, string? text, int offset) =>
        text is null ? JsonSerializer.Serialize(new { id, path, offset }) : JsonSerializer.Serialize(new { id, path, offset, text });
}
