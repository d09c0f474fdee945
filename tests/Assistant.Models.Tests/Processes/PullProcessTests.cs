using System.Security.Cryptography;
using Assistant.Models.Store;
using Assistant.Models.Tests.Kit;
using Assistant.Platform;
using Assistant.TinyModels;
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
        TinyModel.Write(ModelShapes.TinyQwen3, path);
        content = File.ReadAllBytes(path);
        digest = Convert.ToHexStringLower(SHA256.HashData(content));
    }

    private static int Kills => Environment.GetEnvironmentVariable("ASSISTANT_FULL_COUNTS") == "1" ? 100 : 12;

    private string Own => Path.Combine(verbs.Store.Folder, "tiny.gguf");

    [Fact]
    public async Task Killed_at_any_moment_it_leaves_nothing_wrong_and_goes_on_with_what_there_is()
    {
        var random = new Random(Seed);
        long sent = 0;
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
            await verbs.RunAsync(TimeSpan.FromMilliseconds(random.Next(100, 1200)), pull);
            // Either it is not there, or it is all of it.
            if (File.Exists(Own))
                Assert.Equal(content, await File.ReadAllBytesAsync(Own));
            if (verbs.Store.Find(ModelName.TryParse("tiny")!) is { Pin: { } pin })
                Assert.Equal(digest, pin.Digest.Hex);
        }

        var last = await verbs.RunAsync(pull);
        output.WriteLine($"seed {Seed}: {server.Asked.Count} requests, {sent} of {content.Length} bytes sent; {last.Error}");
        Assert.Equal(0, last.ExitCode);
        Assert.Equal(ModelState.Pinned, verbs.Store.Find(ModelName.TryParse("tiny")!)!.State);
        Assert.Equal(["tiny.gguf", "tiny.json"], Files.InFolder(verbs.Store.Folder, "*").Select(path => Path.GetFileName(path)));
        // What was on its way when the process died is sent twice, and no more: the kernel holds some hundred kilobytes of each connection.
        Assert.InRange(sent, content.Length, content.Length + (server.Asked.Count * 1_000_000L));
        Assert.Contains(server.Asked, asked => asked.From > 0);
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
        verbs.Variables["https_proxy"] = proxy.Address.AbsoluteUri;
        var answer = await verbs.RunAsync("pull", "qwen3.5-4b");
        Assert.Equal(2, answer.ExitCode);
        Assert.Contains("HTTPS_PROXY names it, with user and password as in http://user:password@proxy:8080", answer.Error, StringComparison.Ordinal);
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
}
