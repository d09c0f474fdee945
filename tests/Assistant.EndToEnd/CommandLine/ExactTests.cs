using System.Globalization;
using System.Text.RegularExpressions;
using Xunit;

namespace Assistant.EndToEnd.CommandLine;

public sealed partial class ExactTests
{
    private static readonly string[] Stages = ["syntax", "document", "body", "project", "dependents"];

    [Fact]
    public async Task On_this_repository_every_verdict_is_the_compilers()
    {
        var count = Environment.GetEnvironmentVariable("ASSISTANT_FULL_COUNTS") is null ? "30" : "600";
        using var folder = new Folder();
        Sample.Copy(Repository.Root, folder.Root, ".git", "bin", "obj", "samples", "node_modules", "artifacts", "vscode-extension", "vscode");
        await Sample.DotnetAsync(folder.Root, "restore", "Assistant.sln", "-v:q", "-nologo", "-nodeReuse:false");
        var answer = (await new Cli(folder).RunAsync("debug", "exact", "Assistant.sln", "--trust", "--count", count, "--seed", "2", "--builds", "5")).Expect(0);
        Assert.Matches(@"\nsought and build: (\d+) of \1 \(100%\)\n", answer.Output);
        Assert.EndsWith($"\nagreement: {count} of {count} (100%)\n", answer.Output, StringComparison.Ordinal);
        var rows = Row().Matches(answer.Output).Select(row => (
            Base: row.Groups["base"].Value,
            Stage: row.Groups["stage"].Value,
            Accepted: int.Parse(row.Groups["accepted"].Value, CultureInfo.InvariantCulture),
            Rejected: int.Parse(row.Groups["rejected"].Value, CultureInfo.InvariantCulture))).ToList();
        // Each step accepted and rejected at least once, on a random change or on one that was sought for it.
        Assert.All(Stages, stage =>
        {
            var atStage = rows.Where(row => row.Base is "clean" or "sought" && row.Stage == stage).ToList();
            Assert.True(atStage.Sum(row => row.Accepted) > 0 && atStage.Sum(row => row.Rejected) > 0, $"{stage}\n{answer.Output}");
        });
        Assert.Equal(5, rows.Where(row => row.Base == "build").Sum(row => row.Accepted + row.Rejected));
    }

    [GeneratedRegex(@"^(?<base>clean|sought|build) +(?<stage>[a-z]+) +(?<accepted>\d+) +(?<rejected>\d+)", RegexOptions.Multiline, 1000)]
    private static partial Regex Row();
}
