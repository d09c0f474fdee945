using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;

namespace Assistant.Models;

/// <summary>A server that speaks OpenAI's interface: the host, or one that the user named. Nothing else is connected to.</summary>
public sealed class ModelServer : IDisposable
{
    private readonly HttpMessageInvoker invoker;

    private ModelServer(HttpMessageHandler handler, Uri address, TimeSpan silence, string? key)
    {
        invoker = new HttpMessageInvoker(handler);
        Address = address;
        Silence = silence;
        Key = key;
    }

    /// <summary>What paths are relative to.</summary>
    internal Uri Address { get; }

    /// <summary>How long it may say nothing.</summary>
    internal TimeSpan Silence { get; }

    /// <summary>Whether the user named it; otherwise it is the host.</summary>
    internal bool IsNamed { get; private init; }

    private string? Key { get; }

    /// <summary>The host at a Unix socket, or at a pipe on Windows.</summary>
    /// <param name="place">Path of the socket, or name of the pipe.</param>
    public static ModelServer AtHost(string place)
    {
        var handler = Handler();
        handler.ConnectCallback = async (_, cancellationToken) =>
        {
            if (OperatingSystem.IsWindows())
            {
                var pipe = new System.IO.Pipes.NamedPipeClientStream(".", place, System.IO.Pipes.PipeDirection.InOut, System.IO.Pipes.PipeOptions.Asynchronous | System.IO.Pipes.PipeOptions.CurrentUserOnly);
                await pipe.ConnectAsync(cancellationToken);
                return pipe;
            }

            var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
            try
            {
                await socket.ConnectAsync(new UnixDomainSocketEndPoint(place), cancellationToken);
                return new NetworkStream(socket, ownsSocket: true);
            }
            catch
            {
                socket.Dispose();
                throw;
            }
        };
        // It shows every 200 ms that it lives.
        return new ModelServer(handler, new Uri("http://localhost/"), TimeSpan.FromSeconds(1), key: null);
    }

    /// <summary>A server that the user named: llama-server, vLLM, Ollama, LM Studio, or the host at a port.</summary>
    /// <param name="address">Its address, with or without the <c>/v1</c> at its end.</param>
    /// <param name="key">Sent as <c>Authorization: Bearer</c>, where <see cref="IsKey"/> says it can be; null for none.</param>
    public static ModelServer At(Uri address, string? key)
    {
        var text = address.AbsoluteUri.TrimEnd('/');
        text = text.EndsWith("/v1", StringComparison.Ordinal) ? text[..^3] : text;
        // Such servers say nothing while they read a prompt, which takes minutes on a processor.
        return new ModelServer(Handler(), new Uri(text.TrimEnd('/') + "/"), TimeSpan.FromMinutes(10), key) { IsNamed = true };
    }

    /// <summary>Whether a text can be sent as a key: a header holds nothing but visible ASCII characters.</summary>
    public static bool IsKey(string text) => text.All(sign => sign is > ' ' and <= '~');

    /// <summary>Sends a request and gives the response as soon as its headers are here.</summary>
    internal Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (Key is not null)
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", Key);
        return invoker.SendAsync(request, cancellationToken);
    }

    /// <inheritdoc/>
    public void Dispose() => invoker.Dispose();

    // To the address alone: no proxy, no redirection, no cookies. The connection stays, which keeps the host alive; but what is
    // let go of in the middle is closed at once and not read on, since a server goes on computing for as long as somebody reads.
    private static SocketsHttpHandler Handler() => new()
    {
        UseProxy = false,
        AllowAutoRedirect = false,
        UseCookies = false,
        AutomaticDecompression = DecompressionMethods.None,
        PooledConnectionIdleTimeout = Timeout.InfiniteTimeSpan,
        ConnectTimeout = TimeSpan.FromSeconds(5),
        MaxResponseDrainSize = 0,
        ResponseDrainTimeout = TimeSpan.Zero,
    };
}
