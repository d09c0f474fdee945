using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Xunit;

namespace Assistant.ModelHost.Tests.Endpoint;

/// <summary>
/// T8: what a browser, or another program, can send to the port. Each row changes one thing of a request that is answered,
/// which is the first row, so that a guard that refuses everything fails too.
/// </summary>
public sealed class GuardTests : IAsyncLifetime
{
    private const string Json = """{"model":"m","prompt":"p"}""";
    private TestHost? host;

    /// <summary>What is changed: lines of the header that take the place of those of the same name, and the status.</summary>
    public static TheoryData<string, int> Rows => new()
    {
        { "", 200 },
        { "Host: localhost:PORT", 200 },
        { "Host: LOCALHOST:PORT", 200 },
        { "Host: 127.0.0.1.evil:PORT", 403 },
        { "Host: 127.0.0.1.evil", 403 },
        { "Host: evil.example", 403 },
        { "Host: evil.example:PORT", 403 },
        { "Host: localhost.evil.example:PORT", 403 },
        { "Host: 127.0.0.1", 403 },
        { "Host: localhost", 403 },
        { "Host: 127.0.0.1:1", 403 },
        { "Host: 127.0.0.1.:PORT", 403 },
        { "Host: localhost.:PORT", 403 },
        { "Host: [::1]:PORT", 403 },
        { "Host: [::ffff:127.0.0.1]:PORT", 403 },
        { "Host: 0.0.0.0:PORT", 403 },
        { "Host: 127.1:PORT", 403 },
        { "Host: 2130706433:PORT", 403 },
        { "Host: user@127.0.0.1:PORT", 400 },
        { "Host: 127.0.0.1:0PORT", 403 },
        { "Host:", 403 },
        { "-Host", 400 },
        { "Host: 127.0.0.1:PORT|Host: evil.example", 400 },
        { "Origin: null", 403 },
        { "Origin: https://evil.example", 403 },
        { "Origin: vscode-webview://abc", 403 },
        { "Origin: http://127.0.0.1:PORT", 403 },
        { "Origin:", 403 },
        { "Content-Type: text/plain", 415 },
        { "Content-Type: application/x-www-form-urlencoded", 415 },
        { "Content-Type: multipart/form-data; boundary=x", 415 },
        { "Content-Type: application/json; charset=utf-16", 415 },
        { "Content-Type: text/plain; application/json", 415 },
        { "-Content-Type", 415 },
        { "Content-Type: application/json; charset=utf-8", 200 },
        { "Content-Type: APPLICATION/JSON", 200 },
        { "Connection: Upgrade|Upgrade: websocket|Sec-WebSocket-Version: 13|Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==", 400 },
        { "Connection: Upgrade, HTTP2-Settings|Upgrade: h2c|HTTP2-Settings: AAMAAABkAAQAAP__", 400 },
        { "-Authorization", 401 },
        { "Authorization:", 401 },
        { "Authorization: TOKEN", 401 },
        { "Authorization: Basic TOKEN", 401 },
        { "Authorization: Bearer TOKENx", 401 },
        { "Authorization: Bearer 0000000000000000000000000000000000000000000000000000000000000000", 401 },
        { "Authorization: Bearer LONG", 401 },
        { "Authorization: Bearer TOKEN|Authorization: Bearer TOKEN", 401 },
    };

    /// <summary>First lines of a request that take the place of <c>POST /v1/completions HTTP/1.1</c>.</summary>
    public static TheoryData<string, int> FirstLines => new()
    {
        { "POST http://127.0.0.1:PORT/v1/completions HTTP/1.1", 200 },
        { "POST http://evil.example/v1/completions HTTP/1.1", 400 },
        { "OPTIONS /v1/completions HTTP/1.1", 405 },
        { "OPTIONS * HTTP/1.1", 405 },
        { "GET /v1/completions HTTP/1.1", 405 },
        { "PUT /v1/completions HTTP/1.1", 405 },
        { "HEAD /v1/models HTTP/1.1", 405 },
        { "POST /v1/models HTTP/1.1", 405 },
        { "POST /V1/completions HTTP/1.1", 404 },
        { "POST /v1/completions/ HTTP/1.1", 404 },
        { "POST /v1/../v1/embeddings HTTP/1.1", 404 },
        { "GET / HTTP/1.1", 404 },
        { "POST /v1/completions HTTP/1.0", 505 },
        { "POST /v1/completions HTTP/3.0", 505 },
        { "POST /v1/completions HTTP/2.0", 505 },
    };

    public async Task InitializeAsync() => host = await TestHost.StartAsync(FakeGenerator.Plain(), tcp: true);

    public async Task DisposeAsync() => await host!.DisposeAsync();

    [Fact]
    public void There_are_forty_rows() => Assert.True(Rows.Count >= 40);

    [Theory]
    [MemberData(nameof(Rows))]
    public async Task A_request_that_a_page_could_send_is_refused(string change, int status) =>
        Assert.Equal(status, await StatusAsync("POST /v1/completions HTTP/1.1", change));

    [Theory]
    [MemberData(nameof(FirstLines))]
    public async Task Only_what_is_offered_is_answered(string firstLine, int status) => Assert.Equal(status, await StatusAsync(firstLine, ""));

    [Theory]
    [InlineData("GET /v1/models HTTP/1.1")]
    [InlineData("GET /health HTTP/1.1")]
    public async Task Nothing_is_told_without_the_token(string firstLine)
    {
        Assert.Equal(200, await StatusAsync(firstLine, ""));
        Assert.Equal(401, await StatusAsync(firstLine, "-Authorization"));
    }

    [Theory]
    [InlineData("Origin: https://evil.example", 403)]
    [InlineData("Content-Type: text/plain", 415)]
    [InlineData("Connection: Upgrade|Upgrade: websocket", 400)]
    [InlineData("-Authorization", 200)]
    [InlineData("Host: anything", 200)]
    public async Task On_the_socket_of_the_user_neither_name_nor_token_is_asked_for(string change, int status)
    {
        using var socket = await host!.ConnectAsync(CancellationToken.None);
        Assert.Equal(status, await StatusAsync(socket, "POST /v1/completions HTTP/1.1", change, Json.Length, Json));
    }

    [Fact]
    public async Task A_type_that_is_refused_is_refused_before_the_body_is_there()
    {
        using var socket = await ConnectAsync();
        Assert.Equal(415, await StatusAsync(socket, "POST /v1/completions HTTP/1.1", "Content-Type: text/plain", 1000, ""));
    }

    [Fact]
    public async Task A_body_that_is_too_long_is_refused_before_it_is_there()
    {
        using var socket = await ConnectAsync();
        Assert.Equal(413, await StatusAsync(socket, "POST /v1/completions HTTP/1.1", "", (4 << 20) + 1, ""));
    }

    [Fact]
    public async Task A_body_of_unknown_length_has_the_same_bound()
    {
        using var socket = await host!.ConnectAsync(CancellationToken.None);
        await socket.SendAsync(Encoding.ASCII.GetBytes(Request("POST /v1/completions HTTP/1.1", "-Content-Length|Transfer-Encoding: chunked", 0) + "400001\r\n"));
        Assert.Contains(" 413 ", await TestHost.RawAsync(socket, new string('x', (4 << 20) + 1)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task No_answer_has_headers_for_pages()
    {
        using var socket = await ConnectAsync();
        await socket.SendAsync(Encoding.ASCII.GetBytes(Request("OPTIONS /v1/completions HTTP/1.1", "Origin: https://evil.example|Access-Control-Request-Method: POST", 0)));
        using var reader = new StreamReader(new NetworkStream(socket));
        var all = await reader.ReadToEndAsync();
        Assert.StartsWith("HTTP/1.1 403", all, StringComparison.Ordinal);
        Assert.Contains("{\"error\":{", all, StringComparison.Ordinal);
        Assert.DoesNotContain("Access-Control", all, StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData(41, 10)]
    [InlineData(1, 9 << 10)]
    public async Task Headers_have_bounds(int count, int length)
    {
        var more = string.Join('|', Enumerable.Range(0, count).Select(index => $"X-{index}: {new string('x', length)}"));
        Assert.Equal(431, await StatusAsync("POST /v1/completions HTTP/1.1", more));
    }

    private async Task<int> StatusAsync(string firstLine, string change)
    {
        using var socket = await ConnectAsync();
        return await StatusAsync(socket, firstLine, change, Json.Length, Json);
    }

    private async Task<int> StatusAsync(Socket socket, string firstLine, string change, int length, string body)
    {
        var line = await TestHost.RawAsync(socket, Request(firstLine, change, length) + body);
        return int.Parse(line.Split(' ')[1], CultureInfo.InvariantCulture);
    }

    private string Request(string firstLine, string change, int length)
    {
        var lines = new List<string>
        {
            "Host: 127.0.0.1:PORT", "Authorization: Bearer TOKEN", "Content-Type: application/json", $"Content-Length: {length}", "Connection: close",
        };
        var changes = change.Split('|', StringSplitOptions.RemoveEmptyEntries);
        lines.RemoveAll(line => changes.Any(other => NameOf(other.TrimStart('-')) == NameOf(line)));
        lines.AddRange(changes.Where(other => other[0] != '-'));
        return string.Join("\r\n", [firstLine, .. lines, "", ""])
            .Replace("PORT", host!.Port.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal)
            .Replace("TOKEN", host.Endpoint.Token, StringComparison.Ordinal)
            .Replace("LONG", new string('a', 5000), StringComparison.Ordinal);
    }

    private static string NameOf(string line) => line.Split(':')[0];

    private async Task<Socket> ConnectAsync()
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(new IPEndPoint(IPAddress.Loopback, host!.Port));
        return socket;
    }
}
