using Assistant.Cli.Pairs;
using Assistant.Core.Context;
using Assistant.Core.Edits;
using Assistant.Core.Verification;
using Assistant.Tests.Kit;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;
using Xunit;

namespace Assistant.Tests.Pairs;

/// <summary>What a pair is, which symbols a text names, and which of them a context tells.</summary>
public sealed class PairTests
{
    private const string Shop = """
        === project A nullable
        === A/Cart.cs
        using System.Text;
        class Cart
        {
            int sum;
            string Show(Store store) { var text = new StringBuilder(); text.Append(store.Take(sum)).Append(store[1]); return text.ToString(); }
            void Clear(Cart other) { sum = 0; other.sum = 0; }
        }
        === A/Store.cs
        class Store { public int Take(int count) => count; public int Give(int count) => count; public int this[int at] => at; }
        """;

    [Theory]
    [InlineData("Show(", "BaseLibrary constructor StringBuilder.StringBuilder; BaseLibrary member StringBuilder.Append; BaseLibrary member StringBuilder.ToString; BaseLibrary type StringBuilder.StringBuilder;"
        + " Solution member Cart.sum; Solution member Store.Take; Solution member Store.this[]; Solution type Store.Store")]
    [InlineData("Clear(", "Solution member Cart.sum; Solution type Cart.Cart")]
    [InlineData("using", "BaseLibrary namespace .System.Text")]
    public async Task A_text_names_what_the_compiler_binds(string line, string expected)
    {
        var document = Open().Document;
        var text = await document.GetTextAsync();
        var span = text.Lines.GetLineFromPosition(text.ToString().IndexOf(line, StringComparison.Ordinal)).Span;
        var named = await NamedSymbols.InAsync(document, span, CancellationToken.None);
        Assert.Equal(expected, string.Join("; ", named.Select(one => $"{one.Origin} {one.Kind} {one.Type}.{one.Name}").Order(StringComparer.Ordinal)));
    }

    [Theory]
    // In the line of its type, whole or by its name.
    [InlineData(ContextPartKind.Signatures, "class Store { int Take(int count); }", "", true)]
    [InlineData(ContextPartKind.Signatures, "// Store: Give, Take", "", true)]
    [InlineData(ContextPartKind.Signatures, "namespace B { class Store { int Take(int count); } } // also Give", "", true)]
    [InlineData(ContextPartKind.Outline, "class Store {\nint Give(int count);\n// also Take\n}", "", true)]
    // Of another type, as a part of a word, or where nothing is declared.
    [InlineData(ContextPartKind.Signatures, "class Other { int Take(int count); }\nclass Store;", "", false)]
    [InlineData(ContextPartKind.Signatures, "// Store: TakeAll, MisTake", "", false)]
    [InlineData(ContextPartKind.Callers, "// Other.cs: store.Take(1)", "", false)]
    // By what else the prompt has.
    [InlineData(ContextPartKind.Project, "// C# 14.0", "use Take of the store", true)]
    [InlineData(ContextPartKind.Project, "// C# 14.0", "retake it", false)]
    public async Task A_member_is_told_in_the_line_of_its_type_or_in_words(ContextPartKind kind, string part, string instruction, bool isTold)
    {
        var (recall, missing) = await CountAsync("Take", "Give", instruction, [new ContextPart(kind, part, 7)]);
        Assert.Equal(isTold ? [] : ["Take"], missing.Select(symbol => symbol.Name));
        // Of the two methods' names that the right text has, and its types, only this one is not in the place's own text.
        Assert.Contains(recall.Lines(), line => line.StartsWith("told, of all that the right text names", StringComparison.Ordinal) && line.EndsWith(isTold ? "(100%)" : "(87%)", StringComparison.Ordinal));
        Assert.Contains(recall.Lines(), line => line.StartsWith("solution and packages:", StringComparison.Ordinal) && line.Contains(isTold ? "1 of 1 (100%)" : "0 of 1 (0%)", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_the_place_s_own_text_names_is_told_and_stands_not_in_the_context()
    {
        var (recall, missing) = await CountAsync("store.Take(sum)", "stoore.Take(sum)", "", []);
        Assert.Empty(missing);
        Assert.Contains(recall.Lines(), line => line.StartsWith("all, with the base library:", StringComparison.Ordinal) && line.EndsWith("(100%) [0, 0%]", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("Take", "Taake", "CS1061", "Cart.Show(Store)")]
    [InlineData("StringBuilder();", "StringBuilder()", "CS1002", "Cart.Show(Store)")]
    [InlineData("sum = 0;", "sum = 1;", null, null)]
    public async Task A_fault_makes_a_pair_where_the_compiler_complains(string right, string wrong, string? id, string? place)
    {
        var pair = await PairAsync(right, wrong);
        Assert.Equal((id, place), (pair?.Diagnostics[0].Id, pair?.Context.Place.Symbol));
        if (pair is null)
            return;
        Assert.Contains(wrong, pair.Context.Place.Text, StringComparison.Ordinal);
        Assert.Equal((await pair.Right.GetTextAsync()).ToString(pair.RightSpan), pair.Repair);
        Assert.Equal(pair.Id, (await PairAsync(right, wrong))!.Id);
    }

    private static (PairMaker Maker, Document Document) Open()
    {
        var snapshot = TestSolution.Open(Shop);
        return (new PairMaker(snapshot, new Verifier(snapshot), 900), snapshot.Solution.GetDocument(snapshot.Solution.GetDocumentIdsWithFilePath(TestSolution.FullPath("A/Cart.cs"))[0])!);
    }

    private static async Task<EditPair?> PairAsync(string right, string wrong)
    {
        var (maker, document) = Open();
        var at = (await document.GetTextAsync()).ToString().IndexOf(right, StringComparison.Ordinal);
        return await maker.OfFaultAsync("slip", document, new ReplaceText("A/Cart.cs", at, right.Length, wrong), CancellationToken.None);
    }

    // The texts differ in one place; of the context that was built nothing stays but what is given.
    private static async Task<(ContextRecall Recall, IReadOnlyList<NamedSymbol> Missing)> CountAsync(string right, string wrong, string instruction, ContextPart[] parts)
    {
        var document = Open().Document;
        var text = await document.GetTextAsync();
        var at = text.ToString().IndexOf(right, StringComparison.Ordinal);
        var line = text.Lines.GetLineFromPosition(at).Span;
        var other = document.WithText(text.WithChanges(new TextChange(new TextSpan(at, right.Length), wrong)));
        var place = await ContextBuilder.PlaceAsync(other, new TextSpan(at, 0), 900, CancellationToken.None);
        var pair = new EditPair("slip", "A/Cart.cs", [], instruction, new CodeContext(place, [.. parts], 7), document, line, text.ToString(line));
        var recall = new ContextRecall();
        return (recall, await recall.CountAsync(pair, CancellationToken.None));
    }
}
