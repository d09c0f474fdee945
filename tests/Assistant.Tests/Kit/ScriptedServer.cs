using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Assistant.Tests.Kit;

/// <summary>What a server does with one request.</summary>
internal delegate Task Reply(Caller caller);

/// <summary>
/// A server of models on loopback that does what a script says, byte by byte, one request for each connection: a well-kept
/// server library would not send what is wrong. It knows who still holds a connection, which is who still has it compute.
/// </summary>
internal sealed class ScriptedServer : IDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource end = new();
    private readonly ConcurrentQueue<AskedModel> asked = [];
    private readonly ConcurrentQueue<Exception> failures = [];
    private readonly IReadOnlyList<Reply> replies;
    private int open;
    private bool isOver;

    /// <summary>Listens.</summary>
    /// <param name="replies">The answers in turn; the last one again and again.</param>
    public ScriptedServer(params IReadOnlyList<Reply> replies)
    {
        this.replies = replies;
        listener.Start();
        Port = ((IPEndPoint)listener.LocalEndpoint).Port;
        _ = AcceptAsync();
    }

    public int Port { get; }

    /// <summary>Without a path.</summary>
    public string Address => $"http://127.0.0.1:{Port}";

    /// <summary>What was asked, in order.</summary>
    public IReadOnlyList<AskedModel> Asked => [.. asked];

    /// <summary>What went wrong in the script itself.</summary>
    public IReadOnlyList<Exception> Failures => [.. failures];

    /// <summary>Until nobody holds a connection any more.</summary>
    public async Task AloneAsync()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while (Volatile.Read(ref open) > 0)
            await Task.Delay(5, patience.Token);
    }

    /// <summary>Until so many requests have come.</summary>
    public async Task AskedAsync(int count)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        while (asked.Count < count)
            await Task.Delay(5, patience.Token);
    }

    /// <summary>From then on nobody is there; a test may say so early.</summary>
    public void Dispose()
    {
        if (isOver)
            return;
        isOver = true;
        end.Cancel();
        listener.Dispose();
        end.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
                _ = ServeAsync(await listener.AcceptTcpClientAsync(end.Token));
        }
        catch (Exception failure) when (failure is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The test is over.
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        Interlocked.Increment(ref open);
        try
        {
            using (client)
            {
                client.NoDelay = true;
                await using var stream = client.GetStream();
                if (await ReadAsync(stream) is not { } request)
                    return;
                asked.Enqueue(request);
                var caller = new Caller(request, stream, end.Token);
                await replies[Math.Min(asked.Count, replies.Count) - 1](caller);
                if (caller.IsReset)
                    client.LingerState = new LingerOption(true, 0);
            }
        }
        catch (Exception failure) when (failure is IOException or OperationCanceledException or ObjectDisposedException)
        {
            // The client has had enough, or the test is over.
        }
        catch (Exception failure)
        {
            failures.Enqueue(failure);
        }
        finally
        {
            Interlocked.Decrement(ref open);
        }
    }

    private async Task<AskedModel?> ReadAsync(NetworkStream stream)
    {
        var bytes = new List<byte>();
        var buffer = new byte[16 << 10];
        int head;
        while ((head = Encoding.Latin1.GetString([.. bytes]).IndexOf("\r\n\r\n", StringComparison.Ordinal)) < 0)
        {
            if (await FillAsync() == 0)
                return null;
        }

        var lines = Encoding.Latin1.GetString([.. bytes[..head]]).Split("\r\n");
        var headers = lines[1..].Select(line => line.Split(": ", 2)).ToDictionary(pair => pair[0], pair => pair[1], StringComparer.OrdinalIgnoreCase);
        var length = int.Parse(headers.GetValueOrDefault("Content-Length", "0"), CultureInfo.InvariantCulture);
        while (bytes.Count < head + 4 + length)
        {
            if (await FillAsync() == 0)
                return null;
        }

        var words = lines[0].Split(' ');
        return new AskedModel(words[0], words[1], headers, Encoding.UTF8.GetString([.. bytes[(head + 4)..]]));

        async Task<int> FillAsync()
        {
            var count = await stream.ReadAsync(buffer, end.Token);
            bytes.AddRange(buffer.AsSpan(0, count));
            return count;
        }
    }
}

/// <summary>A request as it came.</summary>
internal sealed record AskedModel(string Method, string Path, IReadOnlyDictionary<string, string> Headers, string Body)
{
    /// <summary>The messages, the first one first.</summary>
    public IReadOnlyList<string> Messages
    {
        get
        {
            using var parsed = System.Text.Json.JsonDocument.Parse(Body);
            return [.. parsed.RootElement.GetProperty("messages").EnumerateArray().Select(message => message.GetProperty("content").GetString()!)];
        }
    }
}

/// <summary>Who has asked, and the connection to them.</summary>
internal sealed class Caller(AskedModel asked, Stream stream, CancellationToken end)
{
    public AskedModel Asked => asked;

    /// <summary>Cancelled when the test is over.</summary>
    public CancellationToken End => end;

    /// <summary>Whether the connection is to end by a reset.</summary>
    public bool IsReset { get; set; }

    public Task SendAsync(string text) => SendAsync(Encoding.UTF8.GetBytes(text));

    public Task SendAsync(ReadOnlyMemory<byte> bytes) => stream.WriteAsync(bytes, end).AsTask();

    /// <summary>Until they close.</summary>
    public async Task ClosedAsync()
    {
        var buffer = new byte[1024];
        while (await stream.ReadAsync(buffer, end) > 0)
        {
            // They have nothing more to say.
        }
    }
}
