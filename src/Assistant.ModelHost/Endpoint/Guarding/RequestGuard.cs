using Assistant.ModelHost.Endpoint.Requests;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Assistant.ModelHost.Endpoint.Guarding;

/// <summary>
/// Keeps browsers out, and whoever else is on this machine and was not invited. A page in a browser cannot open a Unix socket;
/// on TCP it can send requests to 127.0.0.1, directly or under a name of its own that leads there, and some of them without
/// asking first. So on TCP the name must be ours, the token must be shown, and on both no request may come from a page or be
/// something other than plain HTTP/1.1. All of it is looked at before the body is read. No answer ever has a CORS header.
/// </summary>
internal sealed class RequestGuard(AccessToken token)
{
    /// <summary>Why a request is refused; null when it is let in.</summary>
    public RequestProblem? Refusal(HttpContext context)
    {
        var request = context.Request;
        if (!HttpProtocol.IsHttp11(request.Protocol))
            return new RequestProblem(505, "http_version", "only HTTP/1.1 is spoken here");
        var isTcp = context.Features.Get<PrivateConnection>() is null;
        if (isTcp && !IsOwnName(request.Headers.Host.ToString(), context.Connection.LocalPort))
            return new RequestProblem(403, "host", "the Host header must be 127.0.0.1 or localhost with the port");
        if (request.Headers.ContainsKey(HeaderNames.Origin))
            return new RequestProblem(403, "origin", "requests of web pages are not answered");
        if (HttpMethods.IsOptions(request.Method))
            return new RequestProblem(405, "method", "OPTIONS is not answered");
        if (request.Headers.ContainsKey(HeaderNames.Upgrade) || request.Headers.ContainsKey(HeaderNames.SecWebSocketKey))
            return new RequestProblem(400, "upgrade", "the protocol cannot be changed");
        if (isTcp && !token.IsShown(request.Headers.Authorization))
            return new RequestProblem(401, "token", "the header Authorization must be 'Bearer' and the token that the host printed");
        return null;
    }

    /// <summary>Whether the body is said to be JSON in UTF-8. A page can send forms and plain text without asking first, but not this.</summary>
    public static bool IsJson(string? contentType) =>
        MediaTypeHeaderValue.TryParse(contentType, out var type)
        && type.MediaType.Equals("application/json", StringComparison.OrdinalIgnoreCase)
        && (!type.Charset.HasValue || type.Charset.Equals("utf-8", StringComparison.OrdinalIgnoreCase));

    // Exactly: no suffix, no dot at the end, no other spelling of the address.
    private static bool IsOwnName(string host, int port) =>
        host.Equals($"127.0.0.1:{port}", StringComparison.Ordinal) || host.Equals($"localhost:{port}", StringComparison.OrdinalIgnoreCase);
}
