using Assistant.Tests.Kit;
using Xunit;

namespace Assistant.Tests.Proposing.Models;

/// <summary>What is made of answers: a table of files. Set ASSISTANT_GOLDENS=write to replace what stands behind <c>=== after</c>, and read what has changed.</summary>
public sealed class ReadAnswerTests
{
    private static readonly string Folder = Path.Combine(Repository.Root, "tests/Assistant.Tests/Proposing/Models/Answers");

    public static TheoryData<string> Names => [.. Directory.GetFiles(Folder, "*.txt").Select(path => Path.GetFileNameWithoutExtension(path)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task An_answer_is_understood_or_it_is_not(string name)
    {
        var @case = new AnswerCase(Folder, name);
        var found = await @case.RunAsync();
        if (Environment.GetEnvironmentVariable("ASSISTANT_GOLDENS") == "write")
            await File.WriteAllTextAsync(@case.Path, found);
        Assert.Equal(await File.ReadAllTextAsync(@case.Path), found);
    }
}
