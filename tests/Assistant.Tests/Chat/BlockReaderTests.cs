using Assistant.Core.Chat;
using Assistant.Tests.Kit;
using Xunit;

namespace Assistant.Tests.Chat;

/// <summary>What is made of blocks: a table of files. Set ASSISTANT_GOLDENS=write to replace what stands behind <c>=== after</c>, and read what has changed.</summary>
public sealed class BlockReaderTests
{
    private static readonly string Folder = Path.Combine(Repository.Root, "tests/Assistant.Tests/Chat/Blocks");

    public static TheoryData<string> Names => [.. Directory.GetFiles(Folder, "*.txt").Select(path => Path.GetFileNameWithoutExtension(path)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_block_changes_what_it_names_or_is_a_fragment(string name)
    {
        var path = Path.Combine(Folder, name + ".txt");
        var found = await new BlockCase(path).RunAsync();
        if (Environment.GetEnvironmentVariable("ASSISTANT_GOLDENS") == "write")
            await File.WriteAllTextAsync(path, found);
        Assert.Equal(await File.ReadAllTextAsync(path), found);
    }

    [Fact]
    public async Task A_block_that_is_nested_too_deeply_is_not_compiled()
    {
        var path = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.txt");
        try
        {
            var deep = new string('(', 5000);
            await File.WriteAllTextAsync(path, $"=== A/Order.cs\nclass Order {{ int Total() => 1; }}\n=== about A/Order.cs\n=== block csharp A/Order.cs\nclass Order {{ int Total() => {deep}1{new string(')', 5000)}; }}\n");
            Assert.EndsWith("=== after\nNotVerified: the answer is nested too deeply to be compiled\n", await new BlockCase(path).RunAsync(), StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Theory]
    [InlineData("csharp src/My Code (new), a=b/Order.cs", "csharp", "b/Order.cs")]
    [InlineData("csharp src/My Code (new)/Order.cs", "csharp", "src/My Code (new)/Order.cs")]
    [InlineData("cs:Order.cs", "cs", "Order.cs")]
    [InlineData("csharp title=\"src/Order.cs\"", "csharp", "src/Order.cs")]
    [InlineData("src/Order.cs", "", "src/Order.cs")]
    [InlineData("csharp", "csharp", null)]
    [InlineData("C# linenums", "c#", null)]
    public void Behind_a_fence_stand_a_language_and_a_path(string info, string language, string? path) => Assert.Equal(new BlockHeader(language, path), BlockHeader.Of(info, "class A;"));
}
