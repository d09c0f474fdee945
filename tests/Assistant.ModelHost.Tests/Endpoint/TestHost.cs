using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using Assistant.ModelHost.Endpoint;
using Assistant.ModelHost.Generation;
using Assistant.Platform;
using Xunit;

namespace Assistant.ModelHost.Tests.Endpoint;

/// <summary>An endpoint over real sockets in a folder of its own.</summary>
internal sealed class TestHost : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private readonly TempFolder folder;

    private TestHost(TempFolder folder, HostEndpoint endpoint, string socketPath)
    {
        this.folder = folder;
        Endpoint = endpoint;
        SocketPath = socketPath;
        Client = NewClient();
    }

    public HostEndpoint Endpoint { get; }

    public string SocketPath { get; }

    public HttpClient Client { get; }

    /// <summary>The port; only where there is one.</summary>
    public int Port => new Uri(Endpoint.Address).Port;

    public static async Task<TestHost> StartAsync(IGenerator generator, bool tcp = false, TimeProvider? time = null, TimeSpan? idleTime = null)
    {
        var own = TempFolder.Create("host-");
        var path = Path.Combine(own.Path, "run", "host.sock");
        var start = await HostEndpoint.StartAsync(
            generator, new EndpointOptions(path, tcp ? 0 : null, idleTime ?? TimeSpan.FromHours(1)), time ?? TimeProvider.System, CancellationToken.None);
        return new TestHost(own, Assert.IsType<HostStart.Started>(start).Endpoint, path);
    }

    /// <summary>A client with connections of its own.</summary>
    public HttpClient NewClient()
    {
#pragma warning disable CA2000 // The client's own.
        var handler = new SocketsHttpHandler { ConnectCallback = async (_, cancellationToken) => new NetworkStream(await ConnectAsync(cancellationToken), ownsSocket: true) };
#pragma warning restore CA2000
        return new HttpClient(handler) { BaseAddress = new Uri("http://localhost"), Timeout = Patience };
    }

    public async Task<Socket> ConnectAsync(CancellationToken cancellationToken)
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        await socket.ConnectAsync(new UnixDomainSocketEndPoint(SocketPath), cancellationToken);
        return socket;
    }

    public async Task<(HttpStatusCode Status, string Body)> PostAsync(string path, string json)
    {
        using var content = new StringContent(json, Encoding.UTF8, "application/json");
        using var response = await Client.PostAsync(new Uri(path, UriKind.Relative), content);
        return (response.StatusCode, await response.Content.ReadAsStringAsync());
    }

    /// <summary>Begins a stream: the headers are there when it returns.</summary>
    public async Task<(HttpResponseMessage Response, StreamReader Lines)> StreamAsync(string path, string json)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(path, UriKind.Relative)) { Content = new StringContent(json, Encoding.UTF8, "application/json") };
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("text/event-stream"));
        var response = await Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        return (response, new StreamReader(await response.Content.ReadAsStreamAsync()));
    }

    /// <summary>Sends bytes as they are and gives back the first line of the answer, or nothing when the connection is closed without one.</summary>
    public static async Task<string> RawAsync(Socket socket, string text)
    {
        await socket.SendAsync(Encoding.UTF8.GetBytes(text));
        using var stream = new NetworkStream(socket);
        using var reader = new StreamReader(stream);
        using var patience = new CancellationTokenSource(Patience);
        return await reader.ReadLineAsync(patience.Token) ?? "";
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await Endpoint.DisposeAsync();
        folder.Dispose();
    }
}
