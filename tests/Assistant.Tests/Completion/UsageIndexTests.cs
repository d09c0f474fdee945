using System.Runtime.CompilerServices;
using Assistant.Core.Completion;
using Assistant.Core.Verification;
using Assistant.Tests.Kit;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;
using Xunit;

namespace Assistant.Tests.Completion;

/// <summary>What is counted of a solution, and of what has changed in it since: the first name at a caret tells.</summary>
public sealed class UsageIndexTests
{
    private const string Case = """
        === A/Thing.cs
        public class Thing { public void One() { } public void Two() { } public void Three() { } public void Four() { } }
        === A/Uses.cs
        class Uses { void Use(Thing thing) { thing.One(); } void Too(Thing thing) { thing.One(); } void Also(Thing thing) { thing.One(); } }
        === A/Others.cs
        class Others { void Use(Thing thing) { thing.Two(); } }
        === A/Caret.cs
        class Caret { void Use(Thing thing) { thing. } }
        """;

    private readonly Solution solution = TestSolution.Open(Case).Solution;

    [Theory]
    [InlineData("nothing", "One")]
    [InlineData("Uses.cs = thing.Three(); thing.Three();", "Three")]
    // What was there before is counted no more, however often a file is edited.
    [InlineData("Uses.cs = thing.Three(); thing.Three(); | Uses.cs = thing.Four();", "Four")]
    [InlineData("Uses.cs = thing.Three(); | Uses.cs = thing.One(); thing.One();", "One")]
    [InlineData("Uses.cs gone", "Two")]
    [InlineData("Uses.cs gone | Others.cs gone | New.cs = thing.Four();", "Four")]
    // The file of the caret counts as it is in the editor.
    [InlineData("Caret.cs = thing.Four(); thing.Four(); thing.Four(); thing.Four();", "One")]
    public async Task What_is_counted_is_what_stands_there_now(string edits, string first)
    {
        var index = await UsageIndex.CreateAsync(solution, CancellationToken.None);
        var now = solution;
        foreach (var edit in edits.Split(" | ").Where(edit => edit != "nothing"))
        {
            now = Edited(now, edit);
            index = await index.WithAsync(now, CancellationToken.None);
        }

        Assert.Equal(first, await FirstAsync(index));
        // Counted anew it is the same, but that what was just edited counts more.
        Assert.Same(index, await index.WithAsync(now, CancellationToken.None));
    }

    [Fact]
    public async Task What_a_project_leaves_out_another_may_have()
    {
        var both = TestSolution.Open(Case + "\n=== B/B.cs\nclass B { }\n").Solution;
        var (a, b) = (both.Projects.Single(project => project.Name == "A"), both.Projects.Single(project => project.Name == "B"));
        var uses = a.Documents.Single(document => document.Name == "Uses.cs");
        both = both.AddDocument(DocumentId.CreateNewId(b.Id), "Uses.cs", await uses.GetTextAsync(), filePath: uses.FilePath);
        var index = await UsageIndex.CreateAsync(both, CancellationToken.None);
        index = await index.WithAsync(both.RemoveDocument(uses.Id), CancellationToken.None);
        Assert.Equal("One", await FirstAsync(index));
    }

    [Fact]
    public async Task What_was_counted_is_not_kept()
    {
        var (index, counted) = await CountAsync();
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
        Assert.False(counted.IsAlive);
        GC.KeepAlive(index);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static async Task<(UsageIndex Index, WeakReference Counted)> CountAsync()
    {
        var another = TestSolution.Open(Case).Solution;
        var index = await UsageIndex.CreateAsync(another, CancellationToken.None);
        return (await index.WithAsync(Edited(another, "Uses.cs = thing.Three();"), CancellationToken.None), new WeakReference(another));
    }

    // Letter by letter in a long file, as the tokens in front of the caret are kept from key to key.
    [Theory]
    [InlineData(0)]
    [InlineData(400)]
    public async Task Typed_letter_by_letter_it_is_as_if_it_had_stood_there(int methods)
    {
        var head = "class Caret { " + string.Concat(Enumerable.Range(0, methods).Select(number => $"void Use{number}(Thing thing) {{ thing.Two(); }}\n"));
        var (snapshot, index) = (TestSolution.Open(Case), await UsageIndex.CreateAsync(solution, CancellationToken.None));
        var file = (await new Verifier(snapshot).FilesAsync(TestSolution.FullPath("A/Caret.cs"), CancellationToken.None)).Single();
        var typed = head;
        foreach (var letter in "void Last(Thing thing) { thing.Four(); thing.Four(); thing.")
        {
            typed += letter;
            var now = file.With(SourceText.From(typed + " } }"));
            var fresh = await UsageIndex.CreateAsync(solution, CancellationToken.None);
            RankedName[] NamesBy(UsageIndex usages) => [.. new Completer(usages, new CompletionTally()).Names(new CompletionQuery([now], typed.Length, IsInvoked: true), CancellationToken.None)];
            if (letter is '.' or '{')
                Assert.Equal(NamesBy(fresh).Select(name => (name.Name, name.Likelihood)), NamesBy(index).Select(name => (name.Name, name.Likelihood)));
            else
                NamesBy(index);
        }
    }

    private static Solution Edited(Solution solution, string edit)
    {
        var name = edit.Split(' ')[0];
        var project = solution.Projects.Single();
        var document = project.Documents.SingleOrDefault(document => document.Name == name);
        if (edit.EndsWith(" gone", StringComparison.Ordinal))
            return solution.RemoveDocument(document!.Id);
        var text = SourceText.From($"class {name[..^3]} {{ void Use(Thing thing) {{ {edit[(edit.IndexOf('=', StringComparison.Ordinal) + 2)..]} }} }}");
        return document is null
            ? solution.AddDocument(DocumentId.CreateNewId(project.Id), name, text, filePath: TestSolution.FullPath($"A/{name}"))
            : solution.WithDocumentText(document.Id, text);
    }

    private async Task<string> FirstAsync(UsageIndex index)
    {
        var snapshot = TestSolution.Open(Case);
        var file = (await new Verifier(snapshot).FilesAsync(TestSolution.FullPath("A/Caret.cs"), CancellationToken.None)).Single();
        var caret = file.Text.ToString().IndexOf(". }", StringComparison.Ordinal) + 1;
        return new Completer(index, new CompletionTally()).Names(new CompletionQuery([file], caret, IsInvoked: true), CancellationToken.None)[0].Name;
    }
}
