using System.Globalization;
using Assistant.Core.Edits;
using Assistant.Core.Testing;
using Assistant.Tests.Kit;
using Xunit;

namespace Assistant.Tests.Testing;

/// <summary>Which tests a change can reach: each change is marked in the solution by its number.</summary>
public sealed class AffectedTestsTests
{
    private const string Solution = """
        === project Shop
        === project Web references=Shop
        === project Kit references=Shop
        === project Shop.Tests references=Shop,Kit tests folder=Shop.Tests
        === project Web.Tests references=Web,Shop tests folder=Web.Tests
        === Shop/Order.cs
        «1:→using System.Linq;
        »namespace Shop;

        public interface IPriced { int Price { get; } }

        public class Order : IPriced
        {
            private readonly int tax = «2:1→2»;

            public Order(int count) => Count = «3:count→count + 0»;

            public int Count { get; «4:→private »set; }

            public int Price => «5:Rounded(Count)→Rounded(Count) + 1 - 1»;

            public int Taxed => Price + tax;

            public override string ToString() => «6:"order"→"an order"»;

            private int Rounded(int value) => «7:value→value + 0»;«8:→

            public int Added() => 1;»

            public void Alone() => «9:System.GC.Collect()→System.GC.KeepAlive(1)»;

            «10:public void Gone() { }→»

            // «11:A remark.→Another remark.»
        }

        public «12:→sealed »class Plain
        {
            [System.Text.Json.Serialization.JsonPropertyName("name")]
            public string Name => «13:"x"→"y"»;

            [System.Obsolete]
            public int Old() => «14:1→2»;
        }
        === Shop/New.cs created=15
        namespace Shop;
        public class New { }
        === Kit/Make.cs
        namespace Kit;
        public static class Make
        {
            public static Shop.Order One() => new(«16:1→0 + 1»);
        }
        === Web/Page.cs
        namespace Web;
        public static class Page
        {
            public static int Show(Shop.IPriced priced) => «17:priced.Price→priced.Price + 0»;
        }
        === Shop.Tests/OrderTests.cs
        namespace Shop.Tests;
        using Xunit;

        public class OrderTests
        {
            private readonly Order order = Kit.Make.One();

            [Fact]
            public void Counts() => Assert.Equal(1, order.Count);

            [Theory]
            [InlineData(1)]
            public void Costs(int price) => Assert.Equal(price, order.Price);

            [Fact]
            public void Alone() => «18:Check(1)→Check(0 + 1)»;

            private static void Check(int value) => Assert.Equal(«19:1→0 + 1», value);

            public class Inner
            {
                [Fact]
                public void Old() => new Plain().Old();
            }
        }

        public abstract class Inherited
        {
            [Fact]
            public void Runs() => Lone.Called();
        }

        public class Heir : Inherited { }

        public static class Lone
        {
            public static void Called() => «20:System.GC.Collect()→System.GC.KeepAlive(1)»;
        }
        === Web.Tests/PageTests.cs
        namespace Web.Tests;
        using Xunit;

        public class PageTests
        {
            [Fact]
            public void Shows() => Web.Page.Show(null);
        }
        """;

    private const string Orders = "Shop.Tests: OrderTests.Alone OrderTests.Costs OrderTests.Counts";
    private const string All = "Shop.Tests: all; Web.Tests: all";

    [Theory]
    [InlineData(1, "", "a using")]
    [InlineData(2, Orders, "a field: who makes the type makes it")]
    [InlineData(3, Orders, "a constructor, through a helper that the class of tests calls where it is made")]
    [InlineData(4, Orders + "; Web.Tests: PageTests.Shows", "a property that the constructor sets")]
    [InlineData(5, "Shop.Tests: OrderTests.Costs; Web.Tests: PageTests.Shows", "a property, also by its interface and in another project")]
    [InlineData(6, All, "what a library calls")]
    [InlineData(7, "Shop.Tests: OrderTests.Costs; Web.Tests: PageTests.Shows", "a private method, through who calls it")]
    [InlineData(8, "", "a member that nobody knows yet")]
    [InlineData(9, "", "a member that nobody calls, of the name of a test")]
    [InlineData(10, All, "a member that is gone")]
    [InlineData(11, "", "a remark")]
    [InlineData(12, All, "the head of a type")]
    [InlineData(13, All, "what may be found by its attribute")]
    [InlineData(14, "Shop.Tests: OrderTests+Inner.Old", "an attribute for the compiler; a nested class")]
    [InlineData(15, All, "a new file")]
    [InlineData(16, Orders, "a helper: all tests of the class that calls it where it is made")]
    [InlineData(17, "Web.Tests: PageTests.Shows", "another project, without the tests of those below it")]
    [InlineData(18, "Shop.Tests: OrderTests.Alone", "a test itself")]
    [InlineData(19, "Shop.Tests: OrderTests.Alone", "a method that one test calls")]
    [InlineData(20, "Shop.Tests: .Runs", "a test that others inherit, by whatever class")]
    public async Task Those_are_found_that_a_change_can_reach(int proposal, string expected, string because)
    {
        Assert.Equal((expected, because), (await FoundAsync(Solution, proposal), because));
    }

    [Fact]
    public async Task Where_more_is_reached_than_is_followed_all_tests_count()
    {
        var calls = string.Concat(Enumerable.Range(0, 250).Select(number => string.Create(CultureInfo.InvariantCulture, $"    public static int M{number}() => {(number == 0 ? "«1→2»" : $"M{number - 1}()")};\n")));
        Assert.Equal("A.Tests: all", await FoundAsync(Chain(calls, "M249"), 1));
        // As a control one that is short enough.
        Assert.Equal("A.Tests: T.Calls", await FoundAsync(Chain("    public static int M0() => «1→2»;\n    public static int M249() => M0();\n", "M249"), 1));
    }

    [Fact]
    public async Task Where_no_project_has_tests_there_are_none() => Assert.Equal("", await FoundAsync("=== A/Code.cs\nclass A { int M() => «1→2»; }\n", 1));

    private static string Chain(string methods, string last) => $$"""
        === project A
        === project A.Tests references=A tests folder=A.Tests
        === A/Code.cs
        public static class Chain
        {
        {{methods}}}
        === A.Tests/Tests.cs
        public class T { [Xunit.Fact] public void Calls() => Chain.{{last}}(); }
        """;

    private static async Task<string> FoundAsync(string text, int proposal)
    {
        var marked = MarkedCase.Parse(text);
        var (changes, problem) = await ChangeSet.CreateAsync(TestSolution.Open(marked), marked.Edits(proposal), CancellationToken.None);
        Assert.Null(problem);
        var found = await AffectedTests.FindAsync(changes!, CancellationToken.None);
        return string.Join("; ", found.Select(project => Path.GetFileNameWithoutExtension(project.ProjectFile) is var name
            ? $"{name}: {(project.Tests.IsEmpty ? "all" : string.Join(' ', project.Tests.Select(test => test.Replace(name + ".", "", StringComparison.Ordinal))))}" : ""));
    }
}
