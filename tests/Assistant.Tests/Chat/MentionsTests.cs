using Assistant.Core.Chat;
using Assistant.Tests.Kit;
using Xunit;

namespace Assistant.Tests.Chat;

/// <summary>What a question names, and what may be named.</summary>
public sealed class MentionsTests
{
    private const string Solution = """
        === A/Order.cs
        namespace Shop;

        public class Order
        {
            public int total_count;

            public int Total() => 1;

            public int TotalOf(int line) => line;

            public class Part
            {
                public int Total() => 2;
            }
        }
        === A/One/Line.cs
        namespace Shop.One;

        public class Line;
        === A/Two/Line.cs
        namespace Shop.Two;

        public enum Lines { First }
        === A/Tests/OrderTests.cs
        public class OrderTests
        {
            public void Total() => new Shop.Order().Total();
        }
        """;

    [Theory]
    // A subject is its label; a mention that means nothing stands behind a bar.
    [InlineData("What does #Order do?", "Order")]
    [InlineData("#Order.Total, #Order.Part.Total and (#OrderTests).", "Order.Total Order.Part.Total OrderTests")]
    [InlineData("Of #Total the shortest name is meant", "Order.Total")]
    [InlineData("#Part.Total: why?", "Order.Part.Total")]
    [InlineData("#Order.Total.", "Order.Total")]
    [InlineData("`#Order`, \"#Lines\"; #Lines!", "Order Lines Lines")]
    [InlineData("In C# and F# a #region is one, and #if too", "|#region #if")]
    [InlineData("# Title\n## Other\n#1 #_x", "|#_x")]
    [InlineData("#order #Missing #Order.Missing", "Order|#order #Missing #Order.Missing")]
    [InlineData("#file:A/Order.cs and #file:Order.cs", "Order.cs Order.cs")]
    [InlineData("#FILE:A\\Order.cs?", "Order.cs")]
    [InlineData("#file:One/Line.cs", "Line.cs")]
    [InlineData("#file:Line.cs could be two, #file:Missing.cs none, #file: nothing", "|#file:Line.cs #file:Missing.cs #file")]
    [InlineData("#file:../../etc/passwd #file:/etc/passwd #file:a\0b.cs", "|#file:../../etc/passwd #file:/etc/passwd #file:a\0b.cs")]
    [InlineData("#Order.cs is a file too", "Order.cs")]
    [InlineData("#problems #selection", "problems")]
    [InlineData("", "")]
    [InlineData("#", "")]
    public async Task A_mark_names_a_file_a_type_or_a_member(string text, string expected)
    {
        var (subjects, unknown) = await new Mentions(TestSolution.Open(Solution)).InAsync(text, CancellationToken.None);
        Assert.Equal(expected, string.Join(' ', subjects.Select(subject => subject.Label)) + (unknown.IsEmpty ? "" : $"|{string.Join(' ', unknown)}"));
    }

    [Theory]
    [InlineData("What does Order.Total do?", "Order.Total")]
    [InlineData("What does `Order` do?", "Order")]
    [InlineData("What does Order do?", "")]
    [InlineData("What is the Total of Lines?", "")]
    [InlineData("Why TotalOf, and total_count: and OrderTests?", "Order.TotalOf Order.total_count OrderTests")]
    [InlineData("TotalOf (TotalOf) 'TotalOf'.", "Order.TotalOf")]
    [InlineData("`Order` `Part` `Total` `Lines` `TotalOf`", "Order Order.Part Order.Total Lines")]
    [InlineData("Why does PascalCase not exist, e.g. in Missing.Name?", "")]
    public async Task Names_need_no_mark_where_no_word_looks_like_them(string text, string expected) =>
        Assert.Equal(expected, string.Join(' ', (await new Mentions(TestSolution.Open(Solution)).NamedInAsync(text, CancellationToken.None)).Select(subject => subject.Label)));

    [Theory]
    [InlineData("file:", 12, "file:A/Order.cs file:A/One/Line.cs file:A/Two/Line.cs file:A/Tests/OrderTests.cs")]
    [InlineData("file:ord", 12, "file:A/Order.cs file:A/Tests/OrderTests.cs")]
    [InlineData("file:two", 12, "file:A/Two/Line.cs")]
    [InlineData("", 2, "file:A/Order.cs file:A/One/Line.cs")]
    [InlineData("Order", 3, "Order OrderTests file:A/Order.cs")]
    [InlineData("Tot", 12, "Order.Total Order.TotalOf Order.Part.Total OrderTests.Total Order.total_count")]
    [InlineData("Order.To", 12, "Order.Total Order.TotalOf Order.total_count")]
    [InlineData("nothinglikethat", 12, "")]
    public async Task What_begins_so_comes_first_and_no_more_than_is_asked_for(string query, int most, string expected)
    {
        var found = await new Mentions(TestSolution.Open(Solution)).CompleteAsync(query, most, CancellationToken.None);
        Assert.Equal(expected, string.Join(' ', found.Select(item => item.Text)));
    }

    [Fact]
    public async Task A_suggestion_says_what_it_is()
    {
        var found = await new Mentions(TestSolution.Open(Solution)).CompleteAsync("Lines", 12, CancellationToken.None);
        Assert.Equal([("Lines", "symbol", "enum in Shop.Two")], found);
        Assert.Contains(("Order.TotalOf", "symbol", "method"), await new Mentions(TestSolution.Open(Solution)).CompleteAsync("TotalOf", 12, CancellationToken.None));
    }
}
