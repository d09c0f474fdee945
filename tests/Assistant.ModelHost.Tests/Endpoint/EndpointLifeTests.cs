using System.Net.Sockets;
using System.Runtime.CompilerServices;
using System.Text;
using Assistant.ModelHost.Generation;
using Assistant.Tests.Kit;
using Xunit;

namespace Assistant.ModelHost.Tests.Endpoint;

/// <summary>T18, T20, T21: clients that go, that do not read, that do not come.</summary>
public sealed class EndpointLifeTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan IdleTime = TimeSpan.FromMinutes(5);

    [Fact]
    public async Task A_host_to_which_nobody_comes_is_idle_after_its_time()
    {
        var time = new FakeTime();
        await using var host = await TestHost.StartAsync(FakeGenerator.Plain(), time: time, idleTime: IdleTime);
        time.Advance(IdleTime - TimeSpan.FromTicks(1));
        Assert.False(host.Endpoint.Idle.IsCompleted);
        time.Advance(TimeSpan.FromTicks(1));
        await host.Endpoint.Idle.WaitAsync(Patience);
    }

    [Fact]
    public async Task A_connection_that_is_open_and_says_nothing_keeps_the_host()
    {
        var time = new FakeTime();
        await using var host = await TestHost.StartAsync(FakeGenerator.Plain(), time: time, idleTime: IdleTime);
        using (await host.ConnectAsync(CancellationToken.None))
        {
            await UntilAsync(() => host.Endpoint.Connections == 1);
            time.Advance(3 * IdleTime);
            Assert.False(host.Endpoint.Idle.IsCompleted);
        }

        await UntilAsync(() => host.Endpoint.Connections == 0);
        time.Advance(IdleTime - TimeSpan.FromTicks(1));
        Assert.False(host.Endpoint.Idle.IsCompleted);
        time.Advance(TimeSpan.FromTicks(1));
        await host.Endpoint.Idle.WaitAsync(Patience);
    }

    [Fact]
    public async Task The_web_server_closes_no_connection_for_being_idle()
    {
        await using var host = await TestHost.StartAsync(FakeGenerator.Plain());
        using var fresh = await host.ConnectAsync(CancellationToken.None);
        using var used = await host.ConnectAsync(CancellationToken.None);
        await SendAsync(used, """{"model":"m","prompt":"p"}""");
        await UntilAsync(() => host.Endpoint.Connections == 2);
        // Its own clock ticks once a second, and a time without end once overflowed there at the first tick.
        await Task.Delay(TimeSpan.FromSeconds(2.5));
        Assert.Equal(2, host.Endpoint.Connections);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_client_that_goes_takes_its_request_back(bool stream)
    {
        var generator = new FakeGenerator((_, cancellationToken) => ForeverAsync(new GenerationEvent.Text(0, "x"), cancellationToken));
        await using var host = await TestHost.StartAsync(generator);
        using (var socket = await host.ConnectAsync(CancellationToken.None))
        {
            await SendAsync(socket, $$"""{"model":"m","prompt":"p","stream":{{(stream ? "true" : "false")}}}""");
            await UntilAsync(() => generator.Asked is not null);
            Assert.False(generator.Cancelled.IsCompleted);
        }

        await generator.Cancelled.WaitAsync(Patience);
    }

    [Fact]
    public async Task A_client_that_goes_takes_no_other_request_with_it()
    {
        var steps = new Steps();
        await using var host = await TestHost.StartAsync(new FakeGenerator((request, cancellationToken) =>
            request.Model == "gone" ? ForeverAsync(new GenerationEvent.Text(0, "x"), cancellationToken) : steps.PlayAsync(request, cancellationToken)));
        _ = steps.SayAsync(new GenerationEvent.Text(0, "Hello"));
        var (response, lines) = await host.StreamAsync("/v1/completions", """{"model":"stays","prompt":"p","stream":true}""");
        using (response)
        using (lines)
        {
            using (var socket = await host.ConnectAsync(CancellationToken.None))
                await SendAsync(socket, """{"model":"gone","prompt":"p","stream":true}""");
            await UntilAsync(() => host.Endpoint.Connections == 1);
            _ = steps.SayAsync(new GenerationEvent.Finished(0, "stop", 1));
            steps.End();
            Assert.EndsWith("data: [DONE]\n\n", await lines.ReadToEndAsync(), StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Of_a_reader_that_hardly_reads_four_mebibytes_are_kept_and_then_it_is_dropped(bool readsSome)
    {
        var said = 0L;
        var generator = new FakeGenerator((request, cancellationToken) => request.Model == "flood" ? FloodAsync(cancellationToken) : Short());
        await using var host = await TestHost.StartAsync(generator);
        using var socket = await host.ConnectAsync(CancellationToken.None);
        await SendAsync(socket, """{"model":"flood","prompt":"p","stream":true}""");
        while (readsSome && !generator.Cancelled.IsCompleted)
        {
            await socket.ReceiveAsync(new byte[1]);
            await Task.Delay(1);
        }

        await generator.Cancelled.WaitAsync(Patience);
        Assert.InRange(Volatile.Read(ref said), 4 << 20, 8 << 20);
        await UntilAsync(() => host.Endpoint.Connections == 0);
        // What was on its way is there, and no end of it.
        var received = new StringBuilder();
        try
        {
            var buffer = new byte[64 << 10];
            while (await socket.ReceiveAsync(buffer) is > 0 and var count)
                received.Append(Encoding.UTF8.GetString(buffer, 0, count));
        }
        catch (SocketException)
        {
            // The connection was broken off, as it should be.
        }

        Assert.DoesNotContain("[DONE]", received.ToString(), StringComparison.Ordinal);
        var (_, other) = await host.PostAsync("/v1/completions", """{"model":"m","prompt":"p","stream":true}""");
        Assert.EndsWith("data: [DONE]\n\n", other, StringComparison.Ordinal);

        async IAsyncEnumerable<GenerationEvent> FloodAsync([EnumeratorCancellation] CancellationToken cancellationToken)
        {
            var text = new string('x', 16 << 10);
            while (true)
            {
                cancellationToken.ThrowIfCancellationRequested();
                Interlocked.Add(ref said, text.Length);
                yield return new GenerationEvent.Text(0, text);
                await Task.Yield();
            }
        }

        static IAsyncEnumerable<GenerationEvent> Short() =>
            new GenerationEvent[] { new GenerationEvent.Text(0, "x"), new GenerationEvent.Finished(0, "stop", 1) }.ToAsyncEnumerable();
    }

    [Fact]
    public async Task The_end_of_the_host_ends_what_runs_and_does_not_look_like_an_answer()
    {
        var generator = new FakeGenerator((_, cancellationToken) => ForeverAsync(new GenerationEvent.Text(0, "x"), cancellationToken));
        await using var host = await TestHost.StartAsync(generator);
        using var socket = await host.ConnectAsync(CancellationToken.None);
        await SendAsync(socket, """{"model":"m","prompt":"p","stream":true}""");
        await UntilAsync(() => generator.Asked is not null);
        await host.Endpoint.DisposeAsync();
        await generator.Cancelled.WaitAsync(Patience);
        Assert.DoesNotContain("[DONE]", await RestAsync(socket), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_generator_that_does_not_let_go_cannot_keep_the_host()
    {
        var release = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var generator = new FakeGenerator((_, _) => StubbornAsync(release.Task));
        await using var host = await TestHost.StartAsync(generator);
        using var socket = await host.ConnectAsync(CancellationToken.None);
        await SendAsync(socket, """{"model":"m","prompt":"p","stream":true}""");
        await UntilAsync(() => generator.Asked is not null);
        await host.Endpoint.DisposeAsync().AsTask().WaitAsync(Patience);
        Assert.False(File.Exists(host.SocketPath));
        release.SetResult();

        static async IAsyncEnumerable<GenerationEvent> StubbornAsync(Task release)
        {
            yield return new GenerationEvent.Text(0, "x");
            await release;
        }
    }

    private static async Task<string> RestAsync(Socket socket)
    {
        using var reader = new StreamReader(new NetworkStream(socket));
        try
        {
            return await reader.ReadToEndAsync();
        }
        catch (IOException)
        {
            return "";
        }
    }

    private static async IAsyncEnumerable<GenerationEvent> ForeverAsync(GenerationEvent first, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        yield return first;
        await Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken);
    }

    private static Task<int> SendAsync(Socket socket, string json) => socket.SendAsync(Encoding.UTF8.GetBytes(
        $"POST /v1/completions HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: {json.Length}\r\n\r\n{json}"));

    private static async Task UntilAsync(Func<bool> condition)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (!condition())
            await Task.Delay(5, patience.Token);
    }
}
