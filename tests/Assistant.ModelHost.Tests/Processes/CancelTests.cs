using System.Net.Sockets;
using System.Text;
using Assistant.Models;
using Assistant.ModelHost.Tests.Endpoint;
using Assistant.ModelHost.Tests.Generation;
using Assistant.Platform;
using Xunit;
using Xunit.Abstractions;

namespace Assistant.ModelHost.Tests.Processes;

/// <summary>T20, T21 with the real host: who goes away costs nothing more, who reads nothing little, and nobody changes another's text.</summary>
[Collection(AloneCollection.Name)]
[Trait("Speed", "Slow")]
public sealed class CancelTests(RealDeathTests.Place shared, ITestOutputHelper output) : IClassFixture<RealDeathTests.Place>
{
    private static readonly ModelQuery Query = new(SlowModel.Shape.Name) { Prompt = "var total = orders.", MaxTokens = 200 };

    private HostPlace Host => shared.Host;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Who_goes_away_stops_the_computing(bool inPrompt)
    {
        await Host.ClearAsync();
        using var supervisor = new HostSupervisor(Host.Launch("--forget"), TimeProvider.System);
        await supervisor.EnsureAsync(CancellationToken.None);
        await Host.AnnouncedAsync();
        var host = Host.HostId;
        var query = Query with { Prompt = inPrompt ? SlowModel.LongPrompt : Query.Prompt, MaxTokens = 1500 };
        await foreach (var happened in supervisor.AskAsync(query, CancellationToken.None))
        {
            if (inPrompt ? happened is ModelEvent.Progress { Doing: var doing } && doing.StartsWith("prompt", StringComparison.Ordinal) : happened is ModelEvent.Text)
                break;
        }

        // The detector: while it computes it takes about all of a processor.
        var gone = TimeProvider.System.GetTimestamp();
        var took = TimeSpan.Zero;
        for (var turn = 0; turn < 40; turn++)
        {
            var before = OtherProcess.UsageOf(host)!.Value.Processor;
            await Task.Delay(50);
            if (OtherProcess.UsageOf(host)!.Value.Processor - before >= TimeSpan.FromMilliseconds(20))
                took = TimeProvider.System.GetElapsedTime(gone);
        }

        output.WriteLine($"computed for at most {took.TotalMilliseconds:0} ms more");
        // The promise is 200 ms; the time is seen in steps of 50, and a busy machine gets the rest. Unstopped it would be seconds.
        Assert.InRange(took.TotalMilliseconds, 0, 1000);
        Assert.NotNull((await Asking.ReadAsync(supervisor, Query with { MaxTokens = 5 })).Ended);
        Assert.Equal(host, Host.HostId);
    }

    [Fact]
    public async Task Those_that_go_change_nothing_of_those_that_stay()
    {
        using var supervisor = new HostSupervisor(Host.Launch("--forget"), TimeProvider.System);
#pragma warning disable CA2025 // It is awaited below, before the supervisor goes.
        var stays = Asking.ReadAsync(supervisor, Query);
#pragma warning restore CA2025
        for (var turn = 0; turn < 6; turn++)
        {
            using var cancel = new CancellationTokenSource(60 * turn);
            await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
            {
                await foreach (var _ in supervisor.AskAsync(Query with { Prompt = $"{turn} " + SlowModel.LongPrompt }, cancel.Token))
                    cancel.Token.ThrowIfCancellationRequested();
            });
        }

        Same((await stays).Text);
    }

    [Fact]
    public async Task Who_never_reads_takes_little_and_the_others_are_answered()
    {
        using var supervisor = new HostSupervisor(Host.Launch("--forget"), TimeProvider.System);
        Assert.NotNull((await Asking.ReadAsync(supervisor, Query)).Ended);
        var before = OtherProcess.UsageOf(Host.HostId)!.Value.MemoryBytes;
        var silent = new List<Socket>();
        for (var reader = 0; reader < 8; reader++)
        {
            var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified) { ReceiveBufferSize = 4096 };
            silent.Add(socket);
            await socket.ConnectAsync(new UnixDomainSocketEndPoint(Host.Socket));
            var body = $"{{\"model\":\"{SlowModel.Shape.Name}\",\"prompt\":\"{reader} var\",\"max_tokens\":500,\"stream\":true}}";
            await socket.SendAsync(Encoding.UTF8.GetBytes($"POST /v1/completions HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: {body.Length}\r\n\r\n{body}"));
        }

        var beside = await Asking.ReadAsync(supervisor, Query);
        Assert.NotNull(beside.Ended);
        Same(beside.Text);
        var grown = OtherProcess.UsageOf(Host.HostId)!.Value.MemoryBytes - before;
        output.WriteLine($"{grown:N0} bytes for eight that read nothing");
        Assert.InRange(grown, long.MinValue, 128 << 20);
        silent.ForEach(socket => socket.Dispose());
    }

    // What one says alone.
    private void Same(string text) => ReferenceLoop.AssertSame(Host.ModelPath(SlowModel.Shape), Query.Prompt!, Query.MaxTokens, text, output);
}
