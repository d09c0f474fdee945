using System.Net.Sockets;
using System.Text;
using Assistant.Models;
using Assistant.Platform;

namespace Assistant.ModelHost.Tests.Client;

/// <summary>A server at a Unix socket that answers every request with what a test makes of it, and closes.</summary>
internal sealed class EvilServer : IDisposable
{
    private readonly TempFolder folder = TempFolder.Create("evil-");
    private readonly Socket listener = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
    private readonly CancellationTokenSource end = new();
    private readonly Func<NetworkStream, CancellationToken, Task> answer;

    public EvilServer(Func<NetworkStream, CancellationToken, Task> answer)
    {
        this.answer = answer;
        var place = Path.Combine(folder.Path, "evil.sock");
        listener.Bind(new UnixDomainSocketEndPoint(place));
        listener.Listen();
        Server = ModelServer.AtHost(place);
        _ = AcceptAsync();
    }

    /// <summary>One that says some bytes and closes.</summary>
    public EvilServer(string text)
        : this((stream, cancellationToken) => stream.WriteAsync(Encoding.UTF8.GetBytes(text), cancellationToken).AsTask())
    {
    }

    public ModelServer Server { get; }

    /// <summary>How many have called.</summary>
    public int Calls { get; private set; }

    public void Dispose()
    {
        end.Cancel();
        listener.Dispose();
        Server.Dispose();
        folder.Dispose();
        end.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var connection = await listener.AcceptAsync(end.Token);
                Calls++;
                _ = AnswerAsync(connection);
            }
        }
        catch (Exception failure) when (failure is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The test is over.
        }
    }

    private async Task AnswerAsync(Socket connection)
    {
        try
        {
            await using var stream = new NetworkStream(connection, ownsSocket: true);
            // A request comes in one piece or two: headers, then a body that ends with a brace.
            var buffer = new byte[64 << 10];
            var length = 0;
            do
            {
                var count = await stream.ReadAsync(buffer.AsMemory(length), end.Token);
                if (count == 0)
                    return;
                length += count;
            }
            while (buffer[length - 1] != '}');
            await answer(stream, end.Token);
        }
        catch (Exception failure) when (failure is IOException or OperationCanceledException or ObjectDisposedException)
        {
            // The client has gone.
        }
    }
}
