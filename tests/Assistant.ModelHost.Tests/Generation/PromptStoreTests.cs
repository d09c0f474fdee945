using System.Globalization;
using System.Runtime.Versioning;
using Assistant.ModelHost.Generation;
using Assistant.ModelHost.Tests.Kit;
using Assistant.RandomModels;
using Xunit;
using Xunit.Abstractions;

namespace Assistant.ModelHost.Tests.Generation;

/// <summary>Prompts on disk: what is not whole, or of something else, is never given to the engine, which would end the process.</summary>
[SupportedOSPlatform("linux")]
public sealed class PromptStoreTests(ITestOutputHelper output)
{
    private const int Tokens = 20;

    private static readonly ModelShape Shape = ModelShapes.TinyQwen3;
    private static readonly string Prompt = string.Concat(Enumerable.Range(0, 16).Select(index => $"    public int Number{index} => {index} + Count;\n"));

    [Fact]
    public async Task What_is_stored_is_private_and_is_used()
    {
        await using var host = new TestHost(Shape);
        var first = await host.AskAsync(TestHost.Request(Shape, Prompt, Tokens));
        await host.RestartAsync();
        var file = Assert.Single(Stored(host));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(host.Options.Prompts!));
        var again = await host.AskAsync(TestHost.Request(Shape, Prompt, Tokens));
        Assert.Equal(again.PromptTokens - 1, again.Cached);
        Assert.Equal(first.Text, again.Text);
    }

    [Fact]
    public async Task What_is_not_whole_is_never_restored()
    {
        await using var host = new TestHost(Shape);
        var first = await host.AskAsync(TestHost.Request(Shape, Prompt, Tokens));
        await host.RestartAsync();
        var path = Assert.Single(Stored(host));
        var whole = await File.ReadAllBytesAsync(path);
        const int seed = 20_260_918;
        var random = new Random(seed);
        var damages = new List<(string What, byte[] File)>
        {
            ("empty", []),
            ("longer", [.. whole, 0]),
            ("another model's", Other(whole, 40)),
            ("another version's", Other(whole, 7)),
            ("none", "no prompt"u8.ToArray()),
        };
        damages.AddRange(new[] { 1, 8, 40, 75, 76, 200, whole.Length / 20, whole.Length / 2, whole.Length * 9 / 10, whole.Length - 1 }.Select(length => ($"cut to {length}", whole[..length])));
        damages.AddRange(Enumerable.Range(0, 12).Select(_ => random.Next(whole.Length)).Select(at => ($"byte {at}", Other(whole, at))));
        foreach (var (what, damaged) in damages)
        {
            // Before it writes what it knows, the host that ends is to have forgotten: else it would store the prompt beside.
            await host.RestartAsync();
            foreach (var stored in Stored(host))
                File.Delete(stored);
            await File.WriteAllBytesAsync(path, damaged);
            var answer = await host.AskAsync(TestHost.Request(Shape, Prompt, Tokens));
            Assert.True(answer.Cached == 0, $"seed {seed}, {what}: {answer.Cached} tokens were restored");
            Assert.True(first.Text == answer.Text, $"seed {seed}, {what}: the answer is another one");
        }

        // The detector works: the file itself is restored.
        await host.RestartAsync();
        foreach (var stored in Stored(host))
            File.Delete(stored);
        await File.WriteAllBytesAsync(path, whole);
        Assert.NotEqual(0, (await host.AskAsync(TestHost.Request(Shape, Prompt, Tokens))).Cached);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{damages.Count} damages of a file of {whole.Length} bytes"));
    }

    [Fact]
    public void All_files_together_have_a_bound_and_the_oldest_go()
    {
        var folder = Directory.CreateTempSubdirectory("prompts-").FullName;
        try
        {
            for (var model = 0; model < 4; model++)
            {
                var store = PromptStore.Open(folder, $"model {model}", "engine", mostBytes: 10_000);
                for (var prompt = 0; prompt < 6; prompt++)
                {
                    store.Put([prompt, 1, 2], new byte[2000]);
                    Assert.InRange(Files(folder).Sum(file => file.Length), 1, 10_000);
                }

                Assert.InRange(store.Prompts.Count, 1, PromptStore.Most);
            }

            Assert.Equal(4, Files(folder).Count);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public async Task Where_nothing_is_to_be_stored_nothing_is()
    {
        await using var host = new TestHost(Shape);
        await using (var forgetting = HostGenerator.Start(TestHost.Library, host.Options with { Prompts = null }, TimeProvider.System))
        {
            await foreach (var _ in forgetting.GenerateAsync(TestHost.Request(Shape, Prompt, Tokens), CancellationToken.None))
            {
                // To its end.
            }
        }

        Assert.False(Directory.Exists(host.Options.Prompts));
    }

    private static IReadOnlyList<string> Stored(TestHost host) => Directory.GetFiles(host.Options.Prompts!, "*.prompt");

    private static IReadOnlyList<FileInfo> Files(string folder) => new DirectoryInfo(folder).GetFiles("*.prompt");

    private static byte[] Other(byte[] file, int at)
    {
        var other = (byte[])file.Clone();
        other[at] ^= 1;
        return other;
    }
}
