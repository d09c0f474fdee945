using System.Text.RegularExpressions;
using Xunit;

namespace Assistant.EndToEnd.CommandLine;

/// <summary>The measuring commands run and print all they promise. No number is asserted: they hold for a machine, not for the code.</summary>
public sealed class BenchTests
{
    private static readonly string[] Rows =
    [
        "body edit accepted, base compiles", "body edit accepted, error in another file", "body edit accepted, error in the same file",
        "csc through the compiler server", "  times slower than the verdict",
        "dotnet build --no-restore, without analyzers", "dotnet build --no-restore, with analyzers",
        "add private method", "change private field's initializer", "add using", "rename private member", "add public method", "change public signature",
        "first verdict of a new process, nothing cached", "first verdict of a new process, second time", "  second of first",
        "working set, opened", "working set, prepared", "working set after 10 verdicts more",
        "index of the solution's code", "the name is among those offered", "member: first", "member: among five", "  Roslyn's own order, first",
        "  most recently used, among five", "  trigrams of the other files, first", "mean reciprocal rank", "names of a caret, ranked", "top item, judged", "items shown that bind",
        "something is shown while typing", "  of that, begins as the user's code did", "  of that, is the rest of the statement", "guesses: whole", "guesses: imported", "guesses: mended", "guesses: cut", "guesses: dropped",
        "server started, initialize answered", "server ready, nothing cached", "server ready, second time", "slip, from the pause until a fix is listed", "  misspell variable", "  within a second",
        "listing fixes that are found, 95%", "round trip of a request with nothing to do", "storm of changes, requests and cancels",
        "  memory of the front, before and after", "  memory of the engine, before and after",
        "idle front, processor time", "idle engine, processor time",
    ];

    [Fact]
    public async Task All_rows_are_measured_on_a_small_solution()
    {
        using var folder = await Sample.RepairedAsync();
        var answer = (await new Cli(folder).RunAsync("debug", "bench", "OrderDesk.sln", "--trust", "--smoke")).Expect(0);
        Assert.All(Rows, row => Assert.Contains("\n" + row, answer.Output, StringComparison.Ordinal));
        Assert.All(answer.Output.Split('\n'), line => Assert.InRange(line.Length, 0, 110));
        Assert.Matches(@"\naims: \d+ met, \d+ missed\n$", answer.Output);
        // These are promises and no numbers.
        Assert.Matches(@"\nitems shown that bind +\d+ +100 % ", answer.Output);
        Assert.Matches(@"\n  every change is in the text at its end +300 +yes ", answer.Output);
    }

    [Fact]
    public async Task The_multiplied_source_compiles_and_is_measured()
    {
        using var folder = new Folder(("empty.txt", ""));
        var answer = (await new Cli(folder).RunAsync("debug", "bench", "--multiply", Repository.Root, "--sizes", "20000", "--smoke", "--part", "declaration")).Expect(0);
        Assert.Matches(@"\nMultiplied\.slnx: [\d,]+ lines in \d+ files, 2 projects\n", answer.Output);
    }

    [Fact]
    public async Task Faults_are_counted_by_kind_and_none_makes_it_worse()
    {
        using var folder = await Sample.RepairedAsync();
        var answer = (await new Cli(folder).RunAsync("debug", "repairs", "OrderDesk.sln", "--trust", "--count", "8", "--seed", "1")).Expect(0);
        Assert.Matches(@"\nmisspell variable +1 +", answer.Output);
        Assert.Matches(@"\nrepaired: \d of 8 \(\d+%\), of which restored exactly \d of 8 \(\d+%\) and repaired otherwise \d of 8 \(\d+%\); with new warnings \d, made worse 0\n$", answer.Output);
        answer = (await new Cli(folder).RunAsync("debug", "repairs", "OrderDesk.sln", "--trust", "--count", "4", "--together", "4", "--seed", "2")).Expect(0);
        Assert.Equal(1, Regex.Count(answer.Output, "^4 together: ", RegexOptions.Multiline, TimeSpan.FromSeconds(1)));
    }
}
