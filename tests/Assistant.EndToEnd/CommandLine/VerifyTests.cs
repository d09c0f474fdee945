using System.Text.Json;
using Xunit;

namespace Assistant.EndToEnd.CommandLine;

/// <summary>One run of <c>verify</c> over all proposals of the table, and one with every strictness.</summary>
public sealed class JudgedShop : IAsyncLifetime
{
    private const string Lib = "Lib/Money.cs";
    private const string App = "App/Use.cs";

    private static readonly object Silenced = Shop.Edit(Lib, "    public static int Twice", "#pragma warning disable CS0618\n    public static int Twice");
    private static readonly object MaybeNull = Shop.Edit(App, "text is null ? 0 : text.Length", "text.Length");
    private static readonly object VisibleField = Shop.Edit(App, "public static class Use", "public class Bag { public int Count; }\n\npublic static class Use");

    internal static readonly (string Id, string Line)[] Proposals =
    [
        Of("body", Shop.Edit(Lib, "result + value;", "result + value + 0;")),
        Of("comment", Shop.Edit(Lib, "var result", "/* sum */ var result")),
        Of("unknown name", Shop.Edit(Lib, "value * 2", "valeu * 2")),
        Of("one framework", Shop.Edit(Lib, "public static int Modern => 2;", "public static int Modern => valeu;")),
        Of("dependents", Shop.Edit(Lib, "Twice(int value)", "Double(int value)")),
        Of("two files", Shop.Edit(Lib, "Twice(int value)", "Double(int value)"), Shop.Edit(App, "Money.Twice", "Money.Double")),
        Of("alone", Shop.Edit(App, "Twice(2)", "Twice(1 + 1)")),
        Of("create", new { path = "Lib/New.cs", create = "namespace Lib;\npublic static class New { public static int One => Money.Twice(1) / 2; }\n" }),
        Of("create wrong", new { path = "Lib/New.cs", create = "namespace Lib;\npublic static class New { public static int One => Monney.Twice(1); }\n" }),
        Of("create there", new { path = Lib, create = "" }),
        Of("create in obj", new { path = "Lib/obj/New.cs", create = "" }),
        Of("delete", new { path = "Lib/Spare.cs", delete = true }),
        Of("delete used", new { path = Lib, delete = true }),
        Of("not C#", new { path = "README.md", start = 0, length = 0, newText = "x" }),
        Of("disabled", Shop.Edit(Lib, "Hidden => 1", "Hidden => nothing")),
        Of("overlap", new { path = Lib, start = 0, length = 5, newText = "" }, new { path = Lib, start = 4, length = 5, newText = "" }),
        Of("past end", new { path = Lib, start = Shop.Money.Length, length = 1, newText = "" }),
        Of("negative", new { path = Lib, start = -1, length = 1, newText = "" }),
        Of("unknown path", new { path = "Lib/None.cs", start = 0, length = 0, newText = "" }),
        Of("outside", new { path = "../../None.cs", create = "" }),
        Of("rooted", new { path = "/etc/None.cs", create = "" }),
        Of("nothing"),
        Of("wrong number", new { path = Lib, start = 0.5, length = 0, newText = "" }),
        Of("wrong text", new { path = Lib, start = 0, length = 0, newText = 1 }),
        Of("wrong delete", new { path = Lib, delete = "yes" }),
        Of("no kind", new { path = Lib }),
        ("half a pair", """{"id":"half a pair","edits":[{"path":"Lib/Money.cs","start":0,"length":0,"newText":"\ud800"}]}"""),
        ("edits no list", """{"id":"edits no list","edits":{}}"""),
        ("#no id", """{"edits":[]}"""),
        ("#number id", """{"id":1,"edits":[]}"""),
        ("#cut", """{"id":"cut","edits":["""),
        ("#text", "hello"),
        ("#list", "[]"),
        ("#half a name", """{"\ud800":1}"""),
        ("#deep", new string('[', 100_000)),
        ("#null byte", "\0"),
        ("deep code", Shop.Proposal("deep code", Shop.Edit(Lib, "value * 2", new string('(', 20_000) + "value" + new string(')', 20_000)))),
        Of("deep text", Shop.Edit(Lib, "value * 2", string.Concat(Enumerable.Repeat("$\"{", 40)) + "value" + string.Concat(Enumerable.Repeat("}\"", 40)) + ".Length")),
        Of("silencing", Silenced),
        Of("maybe null", MaybeNull),
        Of("visible field", VisibleField),
        Of("body again", Shop.Edit(Lib, "result + value;", "result + value + 0;")),
    ];

    internal static readonly (string Id, string Line)[] StrictProposals = [Of("silencing", Silenced), Of("maybe null", MaybeNull), Of("visible field", VisibleField), Of("body", Shop.Edit(Lib, "result + value;", "result + value + 0;"))];

    internal Folder Folder { get; private set; } = null!;

    internal CliAnswer Answer { get; private set; } = null!;

    internal CliAnswer Strict { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        Folder = await Shop.OpenAsync();
        Folder.Write("proposals.jsonl", string.Join("\n", Proposals.Select(proposal => proposal.Line)) + "\n\n");
        Answer = await new Cli(Folder).RunAsync("verify", "All.slnx", "--trust", "--proposals", "proposals.jsonl");
        Strict = await new Cli(Folder).RunWithInputAsync(
            string.Join("\r\n", StrictProposals.Select(proposal => proposal.Line)), "verify", "--trust", "--proposals", "-", "--nullable", "--analyzers", "--refuse-silencing");
    }

    public Task DisposeAsync()
    {
        Folder.Dispose();
        return Task.CompletedTask;
    }

    private static (string Id, string Line) Of(string id, params object[] edits) => (id, Shop.Proposal(id, edits));
}

public sealed class VerifyTests(JudgedShop shop) : IClassFixture<JudgedShop>
{
    private static readonly string[] Members = ["id", "verdict", "reason", "newDiagnostics", "silencing", "stage", "milliseconds"];

    private static readonly string[] DiagnosticMembers = ["id", "severity", "path", "line", "column", "message", "project", "targetFramework"];

    [Theory]
    [InlineData("body", "accepted", "body")]
    [InlineData("comment", "accepted", "syntax")]
    [InlineData("two files", "accepted", "project")]
    [InlineData("alone", "accepted", null)]
    [InlineData("create", "accepted", null)]
    [InlineData("delete", "accepted", null)]
    [InlineData("silencing", "accepted", null)]
    [InlineData("maybe null", "accepted", null)]
    [InlineData("visible field", "accepted", null)]
    [InlineData("body again", "accepted", "body")]
    [InlineData("unknown name", "rejected", "document")]
    [InlineData("one framework", "rejected", null)]
    [InlineData("dependents", "rejected", "dependents")]
    [InlineData("create wrong", "rejected", null)]
    [InlineData("delete used", "rejected", null)]
    [InlineData("not C#", "notVerified", "input", "is not C# source")]
    [InlineData("disabled", "notVerified", null, "#if")]
    [InlineData("deep code", "notVerified", "input", "would nest more than 1000 levels")]
    [InlineData("deep text", "notVerified", "input", "would nest more than 10 interpolated strings")]
    [InlineData("create in obj", "notVerified", "input", "would not be compiled")]
    [InlineData("create there", "invalid", "input", "already there")]
    [InlineData("overlap", "invalid", "input", "two edits overlap at offset 4")]
    [InlineData("past end", "invalid", "input", "lies outside the text")]
    [InlineData("negative", "invalid", "input", "lies outside the text")]
    [InlineData("unknown path", "invalid", "input", "is in no loaded project")]
    [InlineData("outside", "invalid", "input", "lies in no loaded project's folder")]
    [InlineData("rooted", "invalid", "input", "is no path relative to the solution's folder")]
    [InlineData("nothing", "invalid", "input", "has no edits")]
    [InlineData("wrong number", "invalid", "input", "whole numbers")]
    [InlineData("wrong text", "invalid", "input", "a string")]
    [InlineData("wrong delete", "invalid", "input", "must be true")]
    [InlineData("no kind", "invalid", "input", "an edit has")]
    [InlineData("half a pair", "invalid", "input", "a string")]
    [InlineData("edits no list", "invalid", "input", "must be an array")]
    [InlineData("#no id", "invalid", "input", "\"id\" must be a string")]
    [InlineData("#number id", "invalid", "input", "\"id\" must be a string")]
    [InlineData("#cut", "invalid", "input", "is not JSON")]
    [InlineData("#text", "invalid", "input", "is not JSON")]
    [InlineData("#list", "invalid", "input", "a proposal is an object")]
    [InlineData("#half a name", "invalid", "input", "")]
    [InlineData("#deep", "invalid", "input", "is not JSON")]
    [InlineData("#null byte", "invalid", "input", "is not JSON")]
    public void A_proposal_gets_its_verdict(string id, string verdict, string? stage, string? reason = null)
    {
        var answer = Answer(id);
        Assert.Equal(Members, answer.EnumerateObject().Select(member => member.Name));
        Assert.Equal(id.StartsWith('#') ? null : id, answer.GetProperty("id").GetString());
        Assert.Equal(verdict, answer.GetProperty("verdict").GetString());
        if (stage is not null)
            Assert.Equal(stage, answer.GetProperty("stage").GetString());
        if (reason is null)
            Assert.Equal(JsonValueKind.Null, answer.GetProperty("reason").ValueKind);
        else
            Assert.Contains(reason, answer.GetProperty("reason").GetString(), StringComparison.Ordinal);
        Assert.Equal(verdict == "rejected", answer.GetProperty("newDiagnostics").GetArrayLength() > 0);
        Assert.True(answer.GetProperty("milliseconds").GetInt64() >= 0);
        Assert.All(answer.GetProperty("newDiagnostics").EnumerateArray(), diagnostic =>
        {
            Assert.Equal(DiagnosticMembers, diagnostic.EnumerateObject().Select(member => member.Name));
            Assert.Equal("error", diagnostic.GetProperty("severity").GetString());
        });
    }

    [Theory]
    [InlineData("unknown name", "CS0103", "Lib/Money.cs", 5, 43, "valeu", "Lib", null)]
    [InlineData("one framework", "CS0103", "Lib/Money.cs", 19, 33, "valeu", "Lib", "netstandard2.0")]
    [InlineData("dependents", "CS0117", "App/Use.cs", 5, 41, "Twice", "App", "net10.0")]
    [InlineData("create wrong", "CS0103", "Lib/New.cs", 2, 52, "Monney", "Lib", null)]
    [InlineData("delete used", "CS0234", "App/Use.cs", 5, 31, "Money", "App", "net10.0")]
    public void A_rejection_names_the_error_with_its_place(string proposal, string id, string path, int line, int column, string message, string project, string? framework)
    {
        var found = Answer(proposal).GetProperty("newDiagnostics")[0];
        Assert.Equal((id, path, line, column), (found.GetProperty("id").GetString(), found.GetProperty("path").GetString(), found.GetProperty("line").GetInt32(), found.GetProperty("column").GetInt32()));
        Assert.Contains(message, found.GetProperty("message").GetString(), StringComparison.Ordinal);
        Assert.Equal(project, found.GetProperty("project").GetString());
        Assert.Equal(framework ?? found.GetProperty("targetFramework").GetString(), found.GetProperty("targetFramework").GetString());
    }

    [Theory]
    [InlineData("silencing", "pragma", "Lib/Money.cs", 5)]
    [InlineData("delete", null, "Lib/Spare.cs", null)]
    public void What_hides_or_deletes_is_listed(string id, string? rule, string path, int? line)
    {
        var found = Answer(id).GetProperty("silencing")[0];
        Assert.Equal(["rule", "path", "line"], found.EnumerateObject().Select(member => member.Name));
        Assert.Equal(path, found.GetProperty("path").GetString());
        Assert.Equal(rule ?? found.GetProperty("rule").GetString(), found.GetProperty("rule").GetString());
        Assert.Equal(line ?? found.GetProperty("line").GetInt32(), found.GetProperty("line").GetInt32());
    }

    [Theory]
    [InlineData(0, "silencing", "rejected", null, "only hides or deletes: pragma")]
    [InlineData(1, "maybe null", "rejected", "CS8602", null)]
    [InlineData(2, "visible field", "rejected", "CA1051", null)]
    [InlineData(3, "body", "accepted", null, null)]
    public void Each_flag_makes_it_stricter(int line, string id, string verdict, string? diagnostic, string? reason)
    {
        shop.Strict.Expect(1);
        var answer = shop.Strict.Lines[line];
        Assert.Equal((id, verdict, reason), (answer.GetProperty("id").GetString(), answer.GetProperty("verdict").GetString(), answer.GetProperty("reason").GetString()));
        Assert.Equal(diagnostic, answer.GetProperty("newDiagnostics").EnumerateArray().Select(found => found.GetProperty("id").GetString()).FirstOrDefault());
        Assert.Equal(diagnostic != "CS8602", answer.GetProperty("stage").GetString() == "analyzers");
    }

    [Fact]
    public void Answers_come_in_order_and_nothing_malformed_ends_them()
    {
        shop.Answer.Expect(1);
        Assert.Equal(JudgedShop.Proposals.Select(proposal => proposal.Id.StartsWith('#') ? null : proposal.Id), shop.Answer.Lines.Select(line => line.GetProperty("id").GetString()));
        Assert.DoesNotContain("   at ", shop.Answer.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task When_all_are_accepted_nothing_is_left_and_a_line_over_the_limit_is_said_and_passed_over()
    {
        var fine = Shop.Proposal("fine", Shop.Edit("Lib/Money.cs", "result + value;", "value + result;"));
        (await new Cli(shop.Folder).RunWithInputAsync("\uFEFF" + fine, "verify", ".", "--trust", "--proposals", "-")).Expect(0);

        var answer = (await new Cli(shop.Folder).RunWithInputAsync(new string('x', (32 << 20) + 1) + "\n" + fine, "verify", ".", "--trust", "--proposals", "-")).Expect(1);
        Assert.Equal("the line is longer than 32 MiB", answer.Lines[0].GetProperty("reason").GetString());
        Assert.Equal("accepted", answer.Lines[1].GetProperty("verdict").GetString());
    }

    private JsonElement Answer(string id) => shop.Answer.Lines[Array.FindIndex(JudgedShop.Proposals, proposal => proposal.Id == id)];
}
