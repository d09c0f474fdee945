using Assistant.Core.Edits;
using Assistant.Core.Verification;
using Assistant.Tests.Kit;
using Microsoft.CodeAnalysis.Text;
using Xunit;

namespace Assistant.Tests.Edits;

/// <summary>Edits that do not fit the text they claim to stand on, and how edits are turned into text.</summary>
public sealed class ChangeSetTests
{
    private const string Case = """
        === project A
        === project B
        === A/Code.cs linked=B
        class C { int M() => 1; }
        === A/Other.cs
        class D { }
        """;

    public static TheoryData<string, Edit[], VerdictKind, string> Problems => new()
    {
        { "no edits", [], VerdictKind.Invalid, "the proposal has no edits" },
        { "overlap", [new ReplaceText("A/Code.cs", 0, 5, ""), new ReplaceText("A/Code.cs", 4, 1, "x")], VerdictKind.Invalid, "'A/Code.cs': two edits overlap at offset 4" },
        { "overlap through another spelling", [new ReplaceText("A/Code.cs", 0, 5, ""), new ReplaceText("A/../A/Code.cs", 4, 1, "x")], VerdictKind.Invalid, "two edits overlap at offset 4" },
        { "insertion inside of a replaced stretch", [new ReplaceText("A/Code.cs", 0, 5, ""), new ReplaceText("A/Code.cs", 3, 0, "x")], VerdictKind.Invalid, "two edits overlap at offset 3" },
        { "past the end", [new ReplaceText("A/Code.cs", 26, 1, "")], VerdictKind.Invalid, "'A/Code.cs': 26+1 lies outside the text of 26 UTF-16 units" },
        { "start past the end", [new ReplaceText("A/Code.cs", 27, 0, "")], VerdictKind.Invalid, "lies outside the text" },
        { "end that overflows", [new ReplaceText("A/Code.cs", int.MaxValue, int.MaxValue, "")], VerdictKind.Invalid, "lies outside the text" },
        { "negative start", [new ReplaceText("A/Code.cs", -1, 2, "")], VerdictKind.Invalid, "lies outside the text" },
        { "negative length", [new ReplaceText("A/Code.cs", 5, -2, "")], VerdictKind.Invalid, "lies outside the text" },
        { "unknown path", [new ReplaceText("A/Missing.cs", 0, 0, "")], VerdictKind.Invalid, "'A/Missing.cs' is in no loaded project" },
        { "delete an unknown path", [new DeleteFile("A/Missing.cs")], VerdictKind.Invalid, "'A/Missing.cs' is in no loaded project" },
        { "other case", [new ReplaceText("a/code.cs", 0, 0, "")], VerdictKind.Invalid, "is in no loaded project" },
        { "rooted path", [new ReplaceText("/case/A/Code.cs", 0, 0, "")], VerdictKind.Invalid, "is no path relative to the solution's folder" },
        { "empty path", [new CreateFile("", "")], VerdictKind.Invalid, "is no path relative to the solution's folder" },
        { "NUL in the path", [new ReplaceText("A/Co\0de.cs", 0, 0, "")], VerdictKind.Invalid, "is no path relative to the solution's folder" },
        { "NUL in the path of the second edit", [new ReplaceText("A/Code.cs", 0, 0, " "), new CreateFile("A/\0.cs", "")], VerdictKind.Invalid, "is no path relative to the solution's folder" },
        { "outside of the folder", [new CreateFile("../Evil.cs", "")], VerdictKind.Invalid, "'../Evil.cs' lies in no loaded project's folder" },
        { "outside through a project", [new CreateFile("A/../../Evil.cs", "")], VerdictKind.Invalid, "lies in no loaded project's folder" },
        { "beside a project with the same start", [new CreateFile("AB/New.cs", "")], VerdictKind.Invalid, "lies in no loaded project's folder" },
        { "a folder", [new CreateFile("A/", "")], VerdictKind.NotVerified, "only .cs files are judged" },
        { "not C#", [new ReplaceText("A/A.csproj", 0, 0, "")], VerdictKind.NotVerified, "'A/A.csproj' is not C# source" },
        { "create what is there", [new CreateFile("A/Code.cs", "")], VerdictKind.Invalid, "'A/Code.cs' is to be created but is already there" },
        { "delete and replace", [new DeleteFile("A/Code.cs"), new ReplaceText("A/Code.cs", 0, 0, "")], VerdictKind.Invalid, "is created or deleted together with another edit" },
        { "create twice", [new CreateFile("A/New.cs", ""), new CreateFile("A/New.cs", "")], VerdictKind.Invalid, "is created or deleted together with another edit" },
        { "one good, one bad", [new ReplaceText("A/Other.cs", 0, 0, "// "), new ReplaceText("A/Code.cs", 99, 0, "")], VerdictKind.Invalid, "lies outside the text" },
    };

    [Theory]
    [MemberData(nameof(Problems))]
    public async Task Edits_that_do_not_fit_are_named(string name, Edit[] edits, VerdictKind kind, string reason)
    {
        var verifier = new Verifier(TestSolution.Open(Case));
        var verdict = await verifier.VerifyAsync(edits, withAnalyzers: false, CancellationToken.None);
        Assert.True(verdict.Kind == kind, $"{name}: {verdict}");
        Assert.Equal(Stage.Input, verdict.Stage);
        Assert.Contains(reason, verdict.Reason, StringComparison.Ordinal);
        Assert.Empty(verdict.NewDiagnostics);
        Assert.Empty(verdict.Silencing);
    }

    [Fact]
    public async Task Edits_that_touch_each_other_are_applied_in_order()
    {
        var snapshot = TestSolution.Open(Case);
        var (changes, _) = await ChangeSet.CreateAsync(
            snapshot,
            [new ReplaceText("A/Code.cs", 26, 0, "\n"), new ReplaceText("A/Code.cs", 6, 1, "E"), new ReplaceText("A/Code.cs", 6, 0, "A"), new ReplaceText("A/Code.cs", 7, 0, "F")],
            CancellationToken.None);
        foreach (var id in changes!.Files[0].Documents)
            Assert.Equal("class AEF { int M() => 1; }\n\n", (await changes.After.Solution.GetDocument(id)!.GetTextAsync()).ToString());
        Assert.Equal(2, changes.Files[0].Documents.Length);
    }

    [Fact]
    public async Task A_change_of_the_workspace_becomes_the_same_edits()
    {
        var before = TestSolution.Open(Case);
        var solution = before.Solution;
        foreach (var id in solution.GetDocumentIdsWithFilePath(TestSolution.FullPath("A/Code.cs")))
            solution = solution.WithDocumentText(id, SourceText.From("class C { long M() => 1; }\n"));
        var changes = await ChangeSet.BetweenAsync(before, solution, CancellationToken.None);
        Assert.Equal([new ReplaceText("A/Code.cs", 10, 3, "long")], changes!.ToEdits());
        Assert.Null(await ChangeSet.BetweenAsync(before, before.Solution, CancellationToken.None));
        Assert.Null(await ChangeSet.BetweenAsync(before, solution.RemoveDocument(changes.Files[0].Documents[0]), CancellationToken.None));
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(3, 2)]
    [InlineData(4, 2)]
    [InlineData(5, 3)]
    [InlineData(7, 7)]
    [InlineData(9, 9)]
    public void A_place_after_the_edits_is_found_before_them(int after, int before)
    {
        var text = SourceText.From("0123456789");
        var changed = text.WithChanges(new TextChange(new TextSpan(2, 1), "abc"), new TextChange(new TextSpan(4, 2), ""));
        Assert.Equal(before, new FileChange("x.cs", [], text, changed).OldPosition(after));
    }
}
