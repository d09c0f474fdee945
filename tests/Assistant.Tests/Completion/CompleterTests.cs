using Assistant.Core.Completion;
using Assistant.Core.Verification;
using Assistant.Tests.Kit;
using Microsoft.CodeAnalysis.Text;
using Xunit;

namespace Assistant.Tests.Completion;

/// <summary>What is shown at a caret (<c>|</c>) in code that has done the like before.</summary>
public sealed class CompleterTests
{
    private const string Before = """
        using System;
        using System.Collections.Generic;
        namespace Shop;
        public sealed class Item { public string Name { get; init; } = ""; public int Count { get; set; } public Item? Next { get; set; } }
        public class Basket
        {
            private readonly List<Item> items = new();
            public int First(Item item)
            {
                ArgumentNullException.ThrowIfNull(item);
                Console.WriteLine(item.Name);
                items.Add(item);
                return item.Count;
            }
            public int Second(Item item)
            {
                ArgumentNullException.ThrowIfNull(item);
                Console.WriteLine(item.Name);
                items.Add(item);
                return item.Count;
            }
        """;

    private const string After = """

            public int Last(Item other) => other.Count;
        }
        """;

    private const string Says = """
        void Say(string text) { }
        void A() { Say("a text of more than twenty-four letters"); }
        void B() { Say("a text of more than twenty-four letters"); }

        """;

    private const string Checks = """
        void A(Item left) { if (left is null) throw new ArgumentNullException(nameof(left)); }
        void B(Item right) { if (right is null) throw new ArgumentNullException(nameof(right)); }
        void C(Item up) { if (up is null) throw new ArgumentNullException(nameof(up)); }

        """;

    [Theory]
    [InlineData("public int Third(Item item)\n{\n    ArgumentNullException.|\n}", "ThrowIfNull(item);")]
    [InlineData("public int Third(Item item)\n{\n    Console.Wri|\n}", "teLine(item.Name);")]
    [InlineData("public int Third(Item item)\n{\n    items.Add(item);\n    items.|\n}", "Add(item);")]
    [InlineData("public int Third(Item item)\n{\n    return item.|\n}", "Count;")]
    // What is suggested for another name is of the name that plays its part, or, where there is none, cut down to what binds.
    [InlineData("public int Third(Item it)\n{\n    ArgumentNullException.|\n}", "ThrowIfNull(it);")]
    [InlineData("public int Third()\n{\n    ArgumentNullException.|\n}", "ThrowIfNull")]
    [InlineData(Checks + "public int Third(Item it)\n{\n    items.Add(it);\n    if (it is null)\n        throw new |\n}", "ArgumentNullException(nameof(it));")]
    [InlineData(Checks + "public int Third(Item it)\n{\n    items.Add(it);\n    if (it is null)\n    {\n        throw |\n    }\n}", "new ArgumentNullException(nameof(it));")]
    // What is likely by use is of another type.
    [InlineData("public string Third(Item item)\n{\n    return item.|\n}", "Name")]
    // A text goes on as it stood there, if it is not a long one.
    [InlineData(Says + "public void Third()\n{\n    Say|\n}", "(\"a text of more than twenty-four letters\");")]
    // Nothing in comments, strings, names that go on, names that are new.
    [InlineData("public int Third(Item item)\n{\n    // items.|\n}", "")]
    [InlineData("/* items.| */", "")]
    [InlineData("/// <summary>items.|</summary>\npublic int X;", "")]
    [InlineData("public string Third() => \"items.|\";", "")]
    [InlineData("public string Third() => $\"items.| {1}\";", "")]
    [InlineData("public int Third(Item item)\n{\n    items.|Ad\n}", "")]
    [InlineData("public int Third(Item item)\n{\n    var it|\n}", "")]
    [InlineData("public int Th|", "")]
    // What is closed does not go on: it must be of the type that is wanted, and no type.
    [InlineData("public string Third(Item item)\n{\n    return item.|;\n}", "Name")]
    [InlineData("public int Third(Item item)\n{\n    string text = item.|;\n    return 1;\n}", "Name")]
    [InlineData("public int Third(Item item)\n{\n    Console.WriteLine(item.|);\n    return 1;\n}", "Name")]
    // Raw and UTF-8 strings are strings too; names of catches and queries are new.
    [InlineData("public byte[] Third() => \"\"\"items.|\"\"\"u8.ToArray();", "")]
    [InlineData("public string Third() => $\"\"\"items.| {1}\"\"\";", "")]
    [InlineData("public int Third()\n{\n    try { } catch (Exception it|) { }\n}", "")]
    [InlineData("public object Third() => from it| in items select 1;", "")]
    [InlineData("public void Third(Item it|", "")]
    public async Task The_likeliest_that_binds_is_shown(string code, string expected)
    {
        var items = await CompleteAsync(code, isInvoked: false);
        Assert.Equal(expected, items.Count == 0 ? "" : items[0].Text);
        Assert.True(items.Count <= 1);
    }

    [Fact]
    public async Task Who_asks_may_choose_of_three_that_differ()
    {
        var items = await CompleteAsync("public int Third(Item item)\n{\n    Console.WriteLine(item.|\n}", isInvoked: true);
        Assert.Equal(3, items.Count);
        Assert.Equal(3, items.Select(item => item.Text.Split('(', ')', ';')[0]).Distinct().Count());
        Assert.StartsWith("Name", items[0].Text, StringComparison.Ordinal);
    }

    // What stood twice behind the start of a block, and its end by the file's own line ends.
    [Theory]
    [InlineData("\n")]
    [InlineData("\r\n")]
    public async Task Where_a_block_opens_several_lines_are_shown_as_the_file_has_its_lines(string end)
    {
        var lines = new[] { "public void Put(int a, int b)", "{", "    items.Clear();", "    items.TrimExcess();", "}" };
        string Methods(int count) => string.Concat(Enumerable.Range(0, count).Select(number => string.Join(end, lines).Replace("Put", $"Put{number}", StringComparison.Ordinal) + end));
        var code = (Before + "\n").ReplaceLineEndings(end) + Methods(6) + $"public void Last(int a, int b){end}{{{end}    |{end}}}" + After.ReplaceLineEndings(end);
        var item = Assert.Single(await CompleteAsync(code, isInvoked: false, isWhole: true));
        Assert.Equal($"items.Clear();{end}    items.TrimExcess();", item.Text);
    }

    [Fact]
    public async Task What_does_not_bind_in_each_target_framework_is_not_shown()
    {
        const string Text = """
            class Two
            {
            #if NET10_0
                public void Newer() { }
            #else
                public void Older() { }
            #endif
                public void Both() { }
                void Use(Two two) { two.Newer(); two.Newer(); two.Newer(); two. }
            }
            """;
        var snapshot = TestSolution.Open("=== project A frameworks=net10.0;netstandard2.0\n=== A/Two.cs\n" + Text);
        var files = await new Verifier(snapshot).FilesAsync(TestSolution.FullPath("A/Two.cs"), CancellationToken.None);
        Assert.Equal(2, files.Length);
        var completer = new Completer(await UsageIndex.CreateAsync(snapshot.Solution, CancellationToken.None), new CompletionTally());
        var caret = files[0].Text.ToString().IndexOf("two. }", StringComparison.Ordinal) + 4;
        var items = completer.Complete(new CompletionQuery(files, caret, IsInvoked: true), _ => false, CancellationToken.None);
        Assert.Contains(items, item => item.Text.StartsWith("Both", StringComparison.Ordinal));
        Assert.DoesNotContain(items, item => item.Text.StartsWith("Newer", StringComparison.Ordinal) || item.Text.StartsWith("Older", StringComparison.Ordinal));
    }

    // What is wanted there, though the code around has never done the like.
    [Theory]
    [InlineData("public int Third(DayOfWeek day)\n{\n    switch (day)\n    {\n        case |\n    }\n    return 1;\n}", "DayOfWeek.Sunday DayOfWeek.Monday DayOfWeek.Tuesday")]
    [InlineData("public int Third(DayOfWeek day)\n{\n    switch (day)\n    {\n        case DayOfWeek.Sunday: return 2;\n        case |\n    }\n    return 1;\n}", "DayOfWeek.Monday DayOfWeek.Tuesday DayOfWeek.Wednesday")]
    [InlineData("public int Third(DayOfWeek day) => day switch { DayOfWeek.Monday => 1, | };", "DayOfWeek.Sunday DayOfWeek.Tuesday DayOfWeek.Wednesday")]
    [InlineData("public void Third()\n{\n    DayOfWeek day = |;\n}", "new() DayOfWeek.Sunday DayOfWeek.Monday")]
    public async Task Of_an_enumeration_its_values_are_shown(string code, string expected) =>
        Assert.Equal(expected, string.Join(' ', (await CompleteAsync(code, isInvoked: true)).Select(item => item.Text)));

    // Names that cannot become what is wanted come last, however often they are used.
    [Theory]
    [InlineData("public void Third(Item item)\n{\n    try { } catch (|\n}", "Exception")]
    [InlineData("public void Third(Item item, Exception failure)\n{\n    throw |\n}", "Exception failure")]
    [InlineData("public void Third(Item item)\n{\n    throw new |\n}", "Exception")]
    [InlineData("public bool Third(Item item, bool isSo)\n{\n    while (|\n}", "isSo item items")]
    [InlineData("public List<Item> Third(Item item)\n{\n    return |\n}", "items")]
    [InlineData("public Basket Third(Item item, Basket mine)\n{\n    return |\n}", "mine Basket this")]
    public async Task What_can_become_what_is_wanted_comes_first(string code, string mayBeFirst)
    {
        var items = await CompleteAsync(code, isInvoked: true);
        Assert.NotEmpty(items);
        Assert.True(mayBeFirst.Split(' ').Any(may => items[0].Text.StartsWith(may, StringComparison.Ordinal) || (may == "Exception" && items[0].Text.Contains(may, StringComparison.Ordinal))), items[0].Text);
    }

    // What nobody has used: by the wanted type, then the fewest arguments; what every object has, and what its author hides, last.
    [Theory]
    [InlineData("item.|", "Alpha Beta", "Equals GetHashCode GetType ToString")]
    [InlineData("int number = unused.|", "Number Count", "Equals GetType ToString Alpha")]
    [InlineData("unused.|", "Simple", "Old Never")]
    [InlineData("unused.|", "Number", "Old Never Equals GetHashCode GetType ToString")]
    public async Task Members_that_nobody_has_used_have_a_sensible_order(string code, string first, string last)
    {
        const string Unused = """
            using System; using System.ComponentModel;
            class Unused
            {
                public int Number; public int Count { get; } public string Text = "";
                public void Alpha() { } public void Beta() { }
                [Obsolete] public void Old() { }
                [EditorBrowsable(EditorBrowsableState.Never)] public void Never() { }
                public void ASimpleOneOfThree(int a, int b, int c) { } public void Simple() { }
                void Use(Unused unused, Unused item) { CODE }
            }
            """;
        var text = Unused.Replace("CODE", code, StringComparison.Ordinal);
        var names = await NamesAsync(text);
        Assert.All(first.Split(' '), one => Assert.All(last.Split(' '), other => Assert.True(names.IndexOf(one) < names.IndexOf(other), string.Join(' ', names))));
        Assert.True(names.IndexOf("Simple") < names.IndexOf("ASimpleOneOfThree"), string.Join(' ', names));
    }

    [Theory]
    [InlineData("public int Third(Item item)\n{\n    Sys|\n}")]
    [InlineData("public int Third(Item item)\n{\n    if (Sh|) return 1;\n    return 2;\n}")]
    [InlineData("public int Third(Item item)\n{\n    System.|\n}")]
    public async Task A_namespace_alone_is_not_shown(string code) =>
        Assert.DoesNotContain(await CompleteAsync(code, isInvoked: true), item => item.Text is "tem" or "op" or "Collections" or "IO" or "Text");

    [Theory]
    [InlineData("public int Third(Item item)\n{\n    if (item.|")]
    [InlineData("}}}} ) item.|")]
    [InlineData("|")]
    [InlineData("@|")]
    [InlineData("#if X\nitem.|\n#endif")]
    [InlineData("public int Third() => this.base.|;")]
    [InlineData("\0items.|")]
    [InlineData("public int Third() => \ud83d.|;")]
    public async Task Broken_code_is_survived(string code)
    {
        foreach (var isInvoked in new[] { false, true })
            Assert.NotNull(await CompleteAsync(code, isInvoked));
    }

    // The line that is being typed has no end yet, and would declare what the next one begins with.
    [Theory]
    [InlineData("items.")]
    [InlineData("items.A")]
    [InlineData("Console.")]
    [InlineData("it")]
    [InlineData("item.Next.")]
    [InlineData("if (item.Count > 1)\n        items.")]
    [InlineData("await items.")]
    [InlineData("List<int>.")]
    public async Task The_next_line_is_no_part_of_a_statement_that_is_being_typed(string statement)
    {
        async Task<string> AboveAsync(string next) => string.Join(' ', (await CompleteAsync($"public async void Third(Item item)\n{{\n    {statement}|\n    {next}\n}}", isInvoked: true)).Select(one => one.Text));
        var expected = await AboveAsync("return;");
        Assert.NotEmpty(expected);
        foreach (var next in new[] { "var first = item.Count;", "Item other = item;", "First(item);", "item.Count++;", "await Task.Delay(1);", "items[0] = item;", "Item Local() => item;" })
            Assert.Equal((next, expected), (next, await AboveAsync(next)));
    }

    // What does go on below goes on.
    [Theory]
    [InlineData("var all = items.|\n        .ToString();", "Count")]
    [InlineData("Dictionary<string, |\n        Item> map = new();", "Item")]
    [InlineData("First(|\n        item);", "item")]
    public async Task What_goes_on_in_the_next_line_is_not_ended(string code, string expected) =>
        Assert.Equal(expected, (await CompleteAsync($"public void Third(Item item)\n{{\n    {code}\n}}", isInvoked: true))[0].Text);

    // What nobody awaits by its name alone goes on to be called.
    [Theory]
    [InlineData("await Save|", "Async")]
    [InlineData("await this.|", "SaveAsync")]
    public async Task What_is_awaited_may_still_be_called(string code, string expected)
    {
        var items = await CompleteAsync($"System.Threading.Tasks.Task SaveAsync(int number, string text) => throw new Exception();\npublic async System.Threading.Tasks.Task Third(Item item)\n{{\n    {code}\n}}", isInvoked: true);
        Assert.Contains(items, item => item.Text == expected);
    }

    // No value stands where a loop names what it goes through, whatever follows.
    [Theory]
    [InlineData("foreach (|)", "var one in items")]
    [InlineData("foreach (|", "var one in items")]
    [InlineData("foreach (var one in |)", "items")]
    [InlineData("foreach (|)\n    foreach (var one in items)\n    {\n    }", "var one in items")]
    [InlineData("foreach (|\n    foreach (var one in items)\n    {\n    }", "var one in items")]
    public async Task A_loop_is_begun(string code, string expected)
    {
        var items = await CompleteAsync($"void B(Item item) {{ foreach (var one in items) {{ }} }}\npublic void Third(Item item)\n{{\n    {code}\n}}", isInvoked: true);
        Assert.Equal(expected, items[0].Text);
        Assert.DoesNotContain(items, one => one.Text == "item");
    }

    [Theory]
    [InlineData("foreach (var one in items)|")]
    [InlineData("foreach (var one in items) |")]
    [InlineData("if (item.Count > 1)|")]
    [InlineData("while (item.Count > 1)|")]
    [InlineData("lock (item)|")]
    [InlineData("using (item)|")]
    [InlineData("switch (item)|")]
    [InlineData("try { } catch|")]
    [InlineData("try { } finally|")]
    [InlineData("if (item.Count > 1) items.Add(item); else|")]
    public async Task What_only_leads_on_is_not_shown(string code)
    {
        const string Arrows = "Func<Item, int> a = (item) => item.Count;\nvoid B(Item item) { if (item.Count > 1) { } foreach (var one in items) { } }\n";
        foreach (var block in new[] { "", "\n    {\n    }" })
        {
            foreach (var item in await CompleteAsync($"{Arrows}public void Third(Item item)\n{{\n    {code}{block}\n}}", isInvoked: true))
                Assert.Contains(item.Text, char.IsLetter);
        }
    }

    private static async Task<List<string>> NamesAsync(string code)
    {
        var caret = code.IndexOf('|', StringComparison.Ordinal);
        var snapshot = TestSolution.Open("=== A/Unused.cs\n" + code.Remove(caret, 1));
        var file = (await new Verifier(snapshot).FilesAsync(TestSolution.FullPath("A/Unused.cs"), CancellationToken.None)).Single();
        return [.. new Completer(new UsageIndex(), new CompletionTally()).Names(new CompletionQuery([file], caret, IsInvoked: true), CancellationToken.None).Select(name => name.Name)];
    }

    // What is wrong with a whole statement may be said where it begins; a literal or a call is of the type it is of.
    [Theory]
    [InlineData("public void Third(Item item)\n{\n    return |\n}")]
    [InlineData("public void Third(Item item)\n{\n    return item.|\n}")]
    [InlineData("public int Third(Item item)\n{\n    bool isIt = item.|\n    return 1;\n}")]
    public async Task What_is_closed_is_of_the_wanted_type(string code) =>
        Assert.DoesNotContain(await CompleteAsync(code, isInvoked: true), item => item.Text[^1] is ';' or '"' or ')' || char.IsAsciiDigit(item.Text[^1]));

    private static async Task<IReadOnlyList<CompletionItem>> CompleteAsync(string code, bool isInvoked, bool isWhole = false)
    {
        var snapshot = TestSolution.Open("=== A/Basket.cs\n" + Before + After);
        var text = isWhole ? code : Before + code + After;
        var caret = text.IndexOf('|', StringComparison.Ordinal);
        var document = snapshot.Solution.Projects.Single().Documents.Single();
        var completer = new Completer(await UsageIndex.CreateAsync(snapshot.Solution, CancellationToken.None), new CompletionTally());
        var file = (await new Verifier(snapshot).FileAsync(document.Id, CancellationToken.None)).With(SourceText.From(text.Remove(caret, 1)));
        return completer.Complete(new CompletionQuery([file], caret, isInvoked), _ => false, CancellationToken.None);
    }
}
