using System.Security.Cryptography;
using Assistant.Models.Store;
using Assistant.Models.Tests.Kit;
using Assistant.Platform;
using Assistant.RandomModels;
using Xunit;
using Xunit.Abstractions;

namespace Assistant.Models.Tests.Processes;

/// <summary>Pulls by the real program: killed, behind a proxy, on a disk that fills up.</summary>
[Trait("Speed", "Slow")]
public sealed class PullProcessTests : IDisposable
{
    private const int Seed = 8;

    private readonly ITestOutputHelper output;
    private readonly Verbs verbs = new();
    private readonly byte[] content;
    private readonly string digest;

    public PullProcessTests(ITestOutputHelper output)
    {
        this.output = output;
        var path = verbs.At("tiny.gguf");
        RandomModel.Write(ModelShapes.TinyQwen3, path);
        content = File.ReadAllBytes(path);
        digest = Convert.ToHexStringLower(SHA256.HashData(content));
    }

    private static int Kills => Environment.GetEnvironmentVariable("ASSISTANT_FULL_COUNTS") == "1" ? 100 : 12;

    private static ModelName Name { get; } = ModelName.TryParse("tiny")!;

    private string Own => Path.Combine(verbs.Store.Folder, "tiny.gguf");

    [Fact]
    public async Task Killed_at_any_moment_it_leaves_nothing_wrong_and_goes_on_with_what_there_is()
    {
        var random = new Random(Seed);
        long sent = 0;
        var complete = 0;
        using var server = new FileServer(async (asked, stream, cancellationToken) =>
        {
            await Answers.File(content, cutAfter: 0)(asked, stream, cancellationToken);
            for (var at = (int)asked.From; at < content.Length; at += 1 << 16)
            {
                var count = Math.Min(1 << 16, content.Length - at);
                await stream.WriteAsync(content.AsMemory(at, count), cancellationToken);
                Interlocked.Add(ref sent, count);
                await Task.Delay(30, cancellationToken);
            }
        });
        string[] pull = ["pull", server.At("tiny.gguf").AbsoluteUri, "--sha256", digest];
        for (var kill = 0; kill < Kills; kill++)
        {
            await verbs.RunAsync(TimeSpan.FromMilliseconds(random.Next(200, 700)), pull);
            if (await StandsAsync())
            {
                complete++;
                verbs.Store.Remove(Name);
            }
        }

        Assert.Equal(0, (await verbs.RunAsync(pull)).ExitCode);
        Assert.True(await StandsAsync());
        complete++;
        output.WriteLine($"seed {Seed}: {Kills} kills, {server.Asked.Count} requests, {complete} files of {content.Length} bytes complete, {sent} bytes sent");
        // What was on its way when the process died is sent twice, and no more: a few of the pieces here.
        Assert.InRange(sent, complete * content.Length, (complete * content.Length) + (Kills * 300_000L));
        Assert.Contains(server.Asked, asked => asked.From > 0);
    }

    // Killed within the system call, which may have been done or not.
    [Theory]
    [InlineData("ftruncate", "tiny.gguf.part", 1)]
    [InlineData("pwrite64", "tiny.gguf.part", 1)]
    [InlineData("pwrite64", "tiny.gguf.part", 2)]
    [InlineData("fsync", "tiny.gguf.part", 1)]
    [InlineData("rename", "tiny.gguf.part", 1)]
    [InlineData("unlink", "tiny.gguf.part", 1)]
    [InlineData("unlink", "tiny.gguf.part-of", 1)]
    public async Task Killed_within_each_step_that_changes_the_disk_it_leaves_nothing_wrong(string call, string file, int when)
    {
        using var server = new FileServer(Answers.File(content));
        string[] pull = ["pull", server.At("tiny.gguf").AbsoluteUri, "--sha256", digest];
        var killed = await verbs.CommandAsync(
            "strace", ["-f", "-qq", "-o", "/dev/null", "-e", $"trace={call}", "-P", Path.Combine(verbs.Store.Folder, file), "-e", $"inject={call}:signal=KILL:when={when}", "dotnet", Verbs.Assistant, "models", .. pull], TimeSpan.FromMinutes(1));
        Assert.True(killed.ExitCode == 137, $"it was not killed in {call} of {file}: {killed.ExitCode} {killed.Error}");
        var wasPinned = await StandsAsync();
        Assert.Equal(0, (await verbs.RunAsync(pull)).ExitCode);
        Assert.True(await StandsAsync());
        // Killed before it asked, while the file came, or when it had come whole, which is not got again.
        Assert.Equal(call == "pwrite64" ? 2 : 1, server.Asked.Count);
        if (!wasPinned)
            Assert.Equal(["tiny.gguf", "tiny.json"], Files.InFolder(verbs.Store.Folder, "*").Select(path => Path.GetFileName(path)));
    }

    [Fact]
    public async Task The_proxy_of_the_environment_is_asked()
    {
        using var proxy = new FileServer(Answers.File(content));
        verbs.Variables["http_proxy"] = proxy.Address.AbsoluteUri;
        var answer = await verbs.RunAsync("pull", "http://models.example/tiny.gguf", "--sha256", digest);
        Assert.Equal((0, "tiny\n"), (answer.ExitCode, answer.Output));
        Assert.Equal("http://models.example/tiny.gguf", Assert.Single(proxy.Asked).Target);
    }

    [Fact]
    public async Task A_proxy_that_wants_a_password_says_where_it_goes()
    {
        using var proxy = new FileServer(Answers.Status("407 Proxy Authentication Required", "Proxy-Authenticate: Basic realm=\"x\"\r\n"));
        verbs.Variables["https_proxy"] = proxy.Address.AbsoluteUri.Replace("://", "://user:canary@", StringComparison.Ordinal);
        var answer = await verbs.RunAsync("pull", "qwen3.5-4b");
        Assert.Equal(2, answer.ExitCode);
        Assert.Contains("HTTPS_PROXY names it, with user and password as in http://user:password@proxy:8080", answer.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("canary", answer.Error, StringComparison.Ordinal);
        Assert.Equal("huggingface.co:443", proxy.Asked[0].Target);
    }

    [Fact]
    public async Task Without_a_network_it_says_so_at_once()
    {
        var answer = await verbs.CommandAsync("unshare", ["-rn", "dotnet", Verbs.Assistant, "models", "pull", "qwen3.5-4b"], TimeSpan.FromMinutes(1));
        Assert.Equal(2, answer.ExitCode);
        Assert.Contains("there is no network, or it needs a proxy (HTTPS_PROXY=http://proxy:8080)", answer.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task On_a_disk_that_fills_up_it_keeps_what_there_is_and_goes_on_when_there_is_room()
    {
        var full = verbs.At("full");
        using var server = new FileServer(async (asked, stream, cancellationToken) =>
        {
            var half = asked.From == 0;
            await Answers.File(content, cutAfter: half ? 300_000 : int.MaxValue)(asked, stream, cancellationToken);
            while (half && !File.Exists(full))
                await Task.Delay(20, cancellationToken);
            if (half)
                await stream.WriteAsync(content.AsMemory(300_000), cancellationToken);
        });
        // The store is a disk of its own, with a gigabyte and a little, which the check before the pull wants to be free.
        const string Script = """
            mkdir -p assistant
            mount -t tmpfs -o size=1200m none assistant || exit 77
            "$@" & pull=$!
            until [ "$(stat -c %s assistant/models/tiny.gguf.part 2>/dev/null || echo 0)" -ge 300000 ]; do sleep 0.05; done
            cat /dev/zero > assistant/fill 2>/dev/null
            touch full
            wait $pull
            [ $? -eq 2 ] || exit 78
            ls assistant/models >&2
            rm assistant/fill
            "$@" || exit 79
            cmp assistant/models/tiny.gguf tiny.gguf
            """;
        var answer = await verbs.CommandAsync(
            "unshare", ["-rm", "sh", "-c", Script, "sh", "dotnet", Verbs.Assistant, "models", "pull", server.At("tiny.gguf").AbsoluteUri, "--sha256", digest], TimeSpan.FromMinutes(2));
        Assert.True(answer.ExitCode == 0, $"{answer.ExitCode}\n{answer.Output}\n{answer.Error}");
        Assert.Contains("is full, 0.002 GB are still to come: make room and run the same command again, it goes on where it ended", answer.Error, StringComparison.Ordinal);
        Assert.Contains("tiny.gguf.part\n", answer.Error, StringComparison.Ordinal);
        Assert.True(server.Asked[^1].From >= 300_000);
    }

    public void Dispose() => verbs.Dispose();

    // Whether it is there; if so, all of it is.
    private async Task<bool> StandsAsync()
    {
        if (File.Exists(Own))
            Assert.Equal(content, await File.ReadAllBytesAsync(Own));
        if (verbs.Store.Find(Name) is not { Pin: { } pin } found)
            return false;
        Assert.Equal((digest, ModelState.Pinned), (pin.Digest.Hex, found.State));
        return true;
    }
}
