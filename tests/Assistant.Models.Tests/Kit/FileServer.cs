using System.Collections.Concurrent;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Assistant.Models.Tests.Kit;

/// <summary>
/// A server on loopback that answers each request with what a test makes of it, byte by byte, and closes the connection: a well-kept
/// server library would not send what is wrong.
/// </summary>
internal sealed class FileServer : IDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource end = new();
    private readonly Func<AskedFor, Stream, CancellationToken, Task> answer;
    private readonly X509Certificate2? certificate;
    private readonly ConcurrentQueue<AskedFor> asked = [];

    /// <summary>Listens.</summary>
    /// <param name="answer">Called for each request, may be at the same time.</param>
    /// <param name="certificate">With it https is spoken.</param>
    public FileServer(Func<AskedFor, Stream, CancellationToken, Task> answer, X509Certificate2? certificate = null)
    {
        this.answer = answer;
        this.certificate = certificate;
        listener.Start();
        Address = new Uri($"{(certificate is null ? "http" : "https")}://localhost:{((IPEndPoint)listener.LocalEndpoint).Port}/");
        _ = AcceptAsync();
    }

    /// <summary>One that gives answer after answer, and the last one again and again.</summary>
    public FileServer(params Func<AskedFor, Stream, CancellationToken, Task>[] answers)
        : this(InTurn(answers))
    {
    }

    public Uri Address { get; }

    /// <summary>How many of the first answers end by a reset instead of a close.</summary>
    public int Resets { get; init; }

    /// <summary>What was asked, in order.</summary>
    public IReadOnlyList<AskedFor> Asked => [.. asked];

    public Uri At(string path) => new(Address, path);

    public void Dispose()
    {
        end.Cancel();
        listener.Dispose();
        end.Dispose();
    }

    private static Func<AskedFor, Stream, CancellationToken, Task> InTurn(Func<AskedFor, Stream, CancellationToken, Task>[] answers)
    {
        var next = -1;
        return (asked, stream, cancellationToken) => answers[Math.Min(Interlocked.Increment(ref next), answers.Length - 1)](asked, stream, cancellationToken);
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
        using (client)
        {
            try
            {
                Stream stream = client.GetStream();
                if (certificate is not null)
                {
                    var secure = new SslStream(stream);
                    await secure.AuthenticateAsServerAsync(certificate);
                    stream = secure;
                }

                await using (stream)
                {
                    var request = await ReadAsync(stream);
                    asked.Enqueue(request);
                    await answer(request, stream, end.Token);
                    if (asked.Count <= Resets)
                    {
                        // What was sent arrives first.
                        await Task.Delay(100, end.Token);
                        client.LingerState = new LingerOption(true, 0);
                    }
                }
            }
            catch (Exception failure) when (failure is IOException or OperationCanceledException or ObjectDisposedException or System.Security.Authentication.AuthenticationException)
            {
                // The client has had enough, or the test is over.
            }
        }
    }

    private async Task<AskedFor> ReadAsync(Stream stream)
    {
        var head = new StringBuilder();
        var one = new byte[1];
        while (!head.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal))
        {
            if (await stream.ReadAsync(one, end.Token) == 0)
                throw new IOException("nothing was asked");
            head.Append((char)one[0]);
        }

        var lines = head.ToString().Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        var headers = lines[1..].Select(line => line.Split(": ", 2)).ToDictionary(pair => pair[0], pair => pair[1], StringComparer.OrdinalIgnoreCase);
        return new AskedFor(lines[0].Split(' ')[1], headers);
    }
}
