using Assistant.Models.Tests.Kit;
using Assistant.RandomModels;
using Xunit;

namespace Assistant.Models.Tests.Processes;

/// <summary>T10, T13, T26: the host loads what was pinned as it was pinned, and nothing else of the store.</summary>
[Trait("Speed", "Slow")]
public sealed class PinnedModelTests : IDisposable
{
    private readonly Verbs verbs = new();

    public PinnedModelTests()
    {
        Directory.CreateDirectory(verbs.Store.Folder);
        RandomModel.Write(ModelShapes.TinyQwen3, Own);
    }

    private string Own => Path.Combine(verbs.Store.Folder, "tiny.gguf");

    [Fact]
    public async Task A_model_that_came_by_itself_is_used_when_it_is_pinned_and_no_longer_when_a_byte_of_it_changed()
    {
        var unpinned = await verbs.GenerateAsync("tiny");
        Assert.Equal(2, unpinned.ExitCode);
        Assert.Contains("came by itself, so it is not used: if it is yours, say so once with: assistant models pin tiny", unpinned.Error, StringComparison.Ordinal);
        Assert.Equal(0, (await verbs.RunAsync("pin", "tiny")).ExitCode);
        Assert.Contains("4 out", (await verbs.GenerateAsync("tiny")).Error, StringComparison.Ordinal);

        var written = File.GetLastWriteTimeUtc(Own);
        using (var file = new FileStream(Own, FileMode.Open))
        {
            file.Position = file.Length - 1;
            var last = file.ReadByte();
            file.Position = file.Length - 1;
            file.WriteByte((byte)(last ^ 1));
        }

        File.SetLastWriteTimeUtc(Own, written);
        var verified = await verbs.RunAsync("verify");
        Assert.Equal(1, verified.ExitCode);
        Assert.Contains("✗ tiny", verified.Output, StringComparison.Ordinal);
        // Another host: the one before has the model in its memory still.
        verbs.EndHost();
        var changed = await verbs.GenerateAsync("tiny");
        Assert.Equal(2, changed.ExitCode);
        Assert.Contains("is not the file that was taken as tiny: it was changed or replaced", changed.Error, StringComparison.Ordinal);
        Assert.Equal(0, (await verbs.RunAsync("pin", "tiny")).ExitCode);
        Assert.Contains("4 out", (await verbs.GenerateAsync("tiny")).Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("list")]
    [InlineData("verify")]
    [InlineData("pin tiny")]
    [InlineData("remove tiny")]
    [InlineData("list --catalog")]
    public async Task Nothing_but_pull_connects_to_anything(string verb)
    {
        var trace = verbs.At("trace");
        var answer = await verbs.CommandAsync("strace", ["-f", "-qq", "-o", trace, "-e", "trace=connect,sendto,sendmsg", "dotnet", Verbs.Assistant, "models", .. verb.Split(' ')], TimeSpan.FromMinutes(1));
        Assert.NotEqual(2, answer.ExitCode);
        Assert.DoesNotContain("AF_INET", await File.ReadAllTextAsync(trace), StringComparison.Ordinal);
        // The control: what connects is seen.
        using var server = new FileServer(Answers.Status("404 Not Found"));
        await verbs.CommandAsync("strace", ["-f", "-qq", "-o", trace, "-e", "trace=connect", "dotnet", Verbs.Assistant, "models", "pull", server.At("x.gguf").AbsoluteUri], TimeSpan.FromMinutes(1));
        Assert.Contains("AF_INET", await File.ReadAllTextAsync(trace), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("pin nothing", "there is no model 'nothing': there are tiny")]
    [InlineData("remove ../tiny", "there is no model '../tiny'")]
    [InlineData("pin tiny --sha256 12", "'12' is no SHA-256: sixty-four hexadecimal digits are wanted")]
    [InlineData("pull qwen3.5-4b:Q9", "the catalog has qwen3.5-4b as qwen3.5-4b:Q4_K_M, qwen3.5-4b:Q8_0")]
    [InlineData("pull nothing", "the catalog has no 'nothing': it has qwen3.5-4b")]
    [InlineData("pull Qwen35:4B", "the catalog has no 'Qwen35:4B': did you mean qwen3.5-4b?")]
    [InlineData("pull /dev/null", "'/dev/null' is a file here: to use it as it stands, type assistant models import /dev/null")]
    [InlineData("pull ftp://x/y.gguf", "the catalog has no 'ftp://x/y.gguf'")]
    [InlineData("pull qwen3.5-4b --as ../x", "'../x' cannot be the name of a model")]
    [InlineData("pull qwen3.5-4b --from mirror", "'mirror' is no address of a mirror")]
    [InlineData("pull qwen3.5-4b --ca /nowhere.pem", "/nowhere.pem cannot be read as certificates")]
    public async Task Wrong_words_are_answered_with_the_right_ones(string line, string words)
    {
        var answer = await verbs.RunAsync(line.Split(' '));
        Assert.Equal((2, ""), (answer.ExitCode, answer.Output));
        Assert.Contains(words, answer.Error, StringComparison.Ordinal);
        Assert.True(File.Exists(Own));
    }

    public void Dispose() => verbs.Dispose();
}
