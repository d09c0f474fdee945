using System.Xml.Linq;
using Assistant.Tests.Kit;
using Xunit;
using static Assistant.Tests.Kit.Replies;

namespace Assistant.EndToEnd.CommandLine;

/// <summary><c>assistant debug eval</c> as a process: the table, the page, and what is in the way.</summary>
public sealed class EvalTests : IAsyncLifetime
{
    private const string Member = "public static int Sum(int first, int second)\n{\n    var result = first + second;\n    return result;\n}\n";

    private Folder folder = null!;

    // One member, so that one answer is right for all slips.
    public async Task InitializeAsync() => folder = await Broken.OpenAsync(("Sums.cs", $"namespace Lib;\n\npublic static class Sums\n{{\n{Member}}}\n"));

    public Task DisposeAsync()
    {
        folder.Dispose();
        return Task.CompletedTask;
    }

    [Fact]
    public async Task What_models_did_is_a_table_and_a_page()
    {
        using var small = new ScriptedServer(Says("I cannot."), Says($"```csharp\n{Member.Replace("return result", "return result<b>missing</b>", StringComparison.Ordinal)}```"), Says($"```csharp\n{Member}```"));
        using var large = new ScriptedServer(Says($"```csharp\n{Member}```"));
        var answer = (await EvalAsync("--tasks", "3", "--small", small.Address + "#tiny", "--large", large.Address + "#big<model>", "--html", "page.html")).Expect(0);
        var lines = answer.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        int[] starts = [lines[0].IndexOf("small", StringComparison.Ordinal), lines[0].IndexOf("large", StringComparison.Ordinal), lines[0].IndexOf("small, large", StringComparison.Ordinal)];
        string[] Of(string head) => lines.Single(line => line[..starts[0]].TrimEnd() == head) is var line
            ? [line[starts[0]..starts[1]].TrimEnd(), line[starts[1]..starts[2]].TrimEnd(), line[starts[2]..].TrimEnd()] : [];
        Assert.Equal(["tiny", "big<model>", "tiny, big<model>"], Of("model"));
        Assert.Equal(["3", "3", "3"], Of("tasks"));
        Assert.Equal(["3 (100%)", "3 (100%)", "3 (100%)"], Of("solved"));
        Assert.Equal("3 (100%)", Of("at the first try")[1]);
        Assert.Equal("300", Of("tokens read")[1]);
        Assert.Equal("60", Of("tokens written")[1]);
        Assert.All(Of("seconds, median").Concat(Of("seconds, all")), seconds => Assert.Matches("^[0-9]+\\.[0-9]$", seconds));
        Assert.Contains("3 slips that do not compile, seed 1; the rules were not asked; code went to ", answer.Error, StringComparison.Ordinal);

        // Well-formed, nothing of others' that is not text, and the same figures.
        var page = await File.ReadAllTextAsync(folder.At("page.html"));
        var document = XDocument.Parse(page.Replace("<!DOCTYPE html>\n", "", StringComparison.Ordinal));
        Assert.DoesNotContain(document.Descendants(), node => node.Name.LocalName is "script" or "b" or "model" or "a" or "img" or "link");
        var tables = document.Descendants("table").Select(table => table.Elements("tr").Select(row => row.Elements().Select(cell => cell.Value).ToList()).ToList()).ToList();
        Assert.Equal(4, tables.Count);
        Assert.Equal(Of("solved"), tables[0].Single(row => row[0] == "solved")[1..]);
        Assert.All(tables[1..], table => Assert.Equal(["slip", "place", "the compiler says", "outcome", "answers", "seconds"], table[0]));
        Assert.All(tables[1..].SelectMany(table => table.Skip(1)), row => Assert.StartsWith("Sums.cs:", row[1], StringComparison.Ordinal));
        Assert.Contains("that can be read as C#", tables[1][1][3], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Models_are_compared_each_by_itself()
    {
        using var good = new ScriptedServer(Says($"```csharp\n{Member}```"));
        using var bad = new ScriptedServer(Says("I cannot."));
        var answer = (await EvalAsync("--tasks", "2", "--models", good.Address + "#one", bad.Address + "#two")).Expect(0);
        var lines = answer.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(["one", "two"], lines[0].Split(' ', StringSplitOptions.RemoveEmptyEntries));
        Assert.Equal("solved 2 (100%) 0 (0%)", string.Join(' ', lines.Single(line => line.StartsWith("solved", StringComparison.Ordinal)).Split(' ', StringSplitOptions.RemoveEmptyEntries)));
    }

    [Fact]
    public async Task What_is_in_the_way_is_said_before_minutes_are_spent()
    {
        int port;
        using (var closed = new ScriptedServer(Says("")))
            port = closed.Port;
        var down = $"http://127.0.0.1:{port}#m";
        var rows = new (string[] Arguments, string[] Expected)[]
        {
            ([], ["no model is configured: name one with --models"]),
            (["--small", down, "--tasks", "0"], ["--tasks takes a number from 1 to 10000"]),
            (["--small", down, "--tasks", "many"], ["'many'"]),
            (["--small", down, "--html", "nowhere/page.html"], ["nowhere does not exist: --html takes a file in a folder that does"]),
            (["--small", down, "--tasks", "5", "--html", "page.html"], ["nobody answers (small): the model's server does not answer at "]),
        };
        foreach (var (arguments, expected) in rows)
            (await EvalAsync(arguments)).ExpectComplaint(expected);
        Assert.False(File.Exists(folder.At("page.html")));
    }

    private Task<CliAnswer> EvalAsync(params string[] arguments) =>
        new Cli(folder) { Variables = { ["NO_COLOR"] = "1" } }.RunAsync(["debug", "eval", "Lib.csproj", "--trust", .. arguments]);
}
