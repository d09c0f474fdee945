using System.Text.Json;
using Xunit;

namespace Assistant.EndToEnd.CommandLine;

/// <summary>What a run of the command line left.</summary>
internal sealed record CliAnswer(int ExitCode, string Output, string Error, TimeSpan Elapsed)
{
    /// <summary>The answer of <c>fix --format json</c>.</summary>
    public JsonElement Json => JsonDocument.Parse(Output).RootElement;

    /// <summary>The answers of <c>verify</c>, in order.</summary>
    public IReadOnlyList<JsonElement> Lines =>
        [.. Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement)];

    public CliAnswer Expect(int exitCode)
    {
        Assert.True(ExitCode == exitCode, $"exit code {ExitCode}, not {exitCode}\n{Output}\n{Error}");
        return this;
    }

    /// <summary>It did not run, said why in lines of its own and nothing else, and gave no answer.</summary>
    public CliAnswer ExpectComplaint(params string[] parts)
    {
        Expect(2);
        Assert.Equal("", Output);
        var complaints = Error.Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(line => line.StartsWith("assistant: ", StringComparison.Ordinal)).ToList();
        var complaint = Assert.Single(complaints);
        Assert.All(parts, part => Assert.Contains(part, complaint, StringComparison.Ordinal));
        Assert.DoesNotContain("   at ", Error, StringComparison.Ordinal);
        Assert.DoesNotContain("Unhandled", Error, StringComparison.Ordinal);
        return this;
    }
}
