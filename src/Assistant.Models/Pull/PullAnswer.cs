using System.Net;
using Assistant.Models.Store;

namespace Assistant.Models.Pull;

/// <summary>What a server answers when a file is asked for.</summary>
/// <param name="response">Its headers, and the body that comes.</param>
/// <param name="address">Who answered, behind all redirections.</param>
/// <param name="stated">The digest that was stated on the way.</param>
internal sealed class PullAnswer(HttpResponseMessage response, Uri address, Sha256Digest? stated) : IDisposable
{
    /// <summary>Its status.</summary>
    public HttpStatusCode Status => response.StatusCode;

    /// <summary>The host that answered.</summary>
    public string Host => address.Host;

    /// <summary>The digest that the server states; null when it states none.</summary>
    public Sha256Digest? Digest => stated;

    /// <summary>Bytes of the whole file; null when the server does not say.</summary>
    public long? Length => Status == HttpStatusCode.PartialContent ? response.Content.Headers.ContentRange?.Length : response.Content.Headers.ContentLength;

    /// <summary>Where in the file the body begins.</summary>
    public long From => Status == HttpStatusCode.PartialContent ? response.Content.Headers.ContentRange?.From ?? -1 : 0;

    /// <summary>The tag of the content; null where there is none that stands for the very bytes.</summary>
    public string? Tag => response.Headers.ETag is { IsWeak: false } tag ? tag.Tag : null;

    /// <summary>How long to wait, as the server wishes; null when it does not say.</summary>
    public TimeSpan? RetryAfter(DateTimeOffset now) => response.Headers.RetryAfter is { } wish ? wish.Delta ?? (wish.Date - now) : null;

    /// <summary>Whether the server says that the body is a page.</summary>
    public bool IsPage => response.Content.Headers.ContentType?.MediaType is "text/html" or "application/xhtml+xml";

    /// <summary>The body.</summary>
    public Task<Stream> ReadAsync(CancellationToken cancellationToken) => response.Content.ReadAsStreamAsync(cancellationToken);

    /// <inheritdoc/>
    public void Dispose() => response.Dispose();
}
