using Assistant.Tests.Kit;
using Xunit;

namespace Assistant.Tests.Context;

/// <summary>
/// What a model would be told at the caret of each case, compared with the case's last section. Set ASSISTANT_GOLDENS=write to
/// replace the last sections.
/// </summary>
public sealed class ContextTests
{
    private static readonly string Cases = Path.Combine(Repository.Root, "tests", "Assistant.Tests", "Context", "Cases");

    public static TheoryData<string> Names => [.. Repository.Files(Cases, "*.txt").Select(path => Path.GetFileNameWithoutExtension(path))];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_place_has_the_context_that_was_meant(string name)
    {
        var path = Path.Combine(Cases, name + ".txt");
        var asked = ContextCase.Open(await File.ReadAllTextAsync(path));
        var context = await asked.BuildAsync();
        Assert.InRange(context.Tokens, 0, asked.Budget);
        var shown = string.Join('\n', context.Parts.Select(part => $"--- {part.Kind}, {part.Tokens}\n{part.Text}").Append($"--- {context.Place.Symbol}\n{context.Place.Text}"));
        if (Environment.GetEnvironmentVariable("ASSISTANT_GOLDENS") == "write")
            await File.WriteAllTextAsync(path, MarkedCase.Parse(await File.ReadAllTextAsync(path)).WithExpected(shown));
        else
            Assert.Equal(asked.Marked.Expected, shown);
    }
}
