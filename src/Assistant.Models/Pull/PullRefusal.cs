using System.Globalization;
using System.Net;
using System.Security.Authentication;
using System.Text;

namespace Assistant.Models.Pull;

/// <summary>What ends a pull for good, in words that say what to do.</summary>
internal static class PullRefusal
{
    /// <summary>Bytes of a file's beginning that tell what it is.</summary>
    public const int Telling = 4;

    private static ReadOnlySpan<byte> Magic => "GGUF"u8;

    /// <summary>Why an answer ends the pull; null when it does not.</summary>
    public static string? Of(PullAnswer answer, PullRequest request)
    {
        var byHand = "get the file by hand, and then: assistant models import <file>";
        return answer.Status switch
        {
            HttpStatusCode.OK or HttpStatusCode.PartialContent => answer.IsPage ? Page(answer.Host) : null,
            HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden => $"{answer.Host} wants an account for {request.Address.AbsolutePath}, or that its licence is agreed to: {byHand}",
            HttpStatusCode.NotFound or HttpStatusCode.Gone => $"{answer.Host} has no {request.Address.AbsolutePath} (any more): look whether it was renamed there, then name its address (assistant models pull <https address>), or {byHand}",
            HttpStatusCode.ProxyAuthenticationRequired => "the proxy wants a user and a password: put them into HTTPS_PROXY, as in http://user:password@proxy:8080",
            var passing when IsPassing(passing) => null,
            // What is here is no part of what is there.
            HttpStatusCode.RequestedRangeNotSatisfiable => null,
            var other => string.Create(CultureInfo.InvariantCulture, $"{answer.Host} answers {(int)other} ({other}): {byHand}"),
        };
    }

    /// <summary>Whether it may be otherwise in a while.</summary>
    public static bool IsPassing(HttpStatusCode status) => status is HttpStatusCode.TooManyRequests or HttpStatusCode.RequestTimeout or >= HttpStatusCode.InternalServerError;

    /// <summary>Why a file that begins so is no model; null when it may be one.</summary>
    public static string? OfBeginning(ReadOnlySpan<byte> beginning, string host)
    {
        if (beginning.StartsWith(Magic))
            return null;
        var text = Encoding.UTF8.GetString(beginning[..Math.Min(beginning.Length, 4096)]).TrimStart('\uFEFF', ' ', '\r', '\n', '\t');
        return text.StartsWith('<') ? Page(host) : $"what {host} sends is no GGUF file (it does not begin with GGUF): name the address of the file itself";
    }

    /// <summary>Why a connection that was not made will not be made the next time either, in words; null when it may.</summary>
    /// <param name="failure">What happened.</param>
    /// <param name="hasBegun">Whether something came from there before, so that the network was there.</param>
    public static string? OfFailure(Exception failure, bool hasBegun) => failure switch
    {
        HttpRequestException { InnerException: AuthenticationException inner } =>
            $"the server's certificate is not trusted ({inner.Message.TrimEnd('.')}): if your company looks into connections, name the file with its certificate (--ca <file.pem>)",
        HttpRequestException { HttpRequestError: HttpRequestError.ProxyTunnelError } =>
            // The failure's own words have the proxy's address with user and password.
            "the proxy does not connect (it refuses, or wants to know who asks): HTTPS_PROXY names it, with user and password as in http://user:password@proxy:8080",
        HttpRequestException { HttpRequestError: HttpRequestError.NameResolutionError } when !hasBegun =>
            $"{failure.Message.TrimEnd('.')}: there is no network, or it needs a proxy (HTTPS_PROXY=http://proxy:8080)",
        _ => null,
    };

    private static string Page(string host) =>
        $"{host} sends a web page and not a model: a proxy's or a network's sign-in page, or the address of a page about the file; sign in with a browser, or name the address that the page's download link has";
}
