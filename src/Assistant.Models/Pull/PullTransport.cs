using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Assistant.Models.Store;
using Assistant.Platform;

namespace Assistant.Models.Pull;

/// <summary>
/// The way to a server that has models, and the only one that leaves this machine: through the proxy that the environment names
/// (<c>HTTPS_PROXY</c>, <c>HTTP_PROXY</c>, <c>ALL_PROXY</c>, <c>NO_PROXY</c>; on Windows and macOS the system's), and with the
/// certificates that the system trusts (on Linux also those of <c>SSL_CERT_FILE</c>) or, instead of them, those of one file. No
/// cookies, no account. Redirections are followed here, since what the first answer states about the file is not in the last.
/// </summary>
public sealed class PullTransport : IDisposable
{
    private const int MostRedirections = 5;

    private readonly HttpMessageInvoker invoker;

    /// <summary>Connects to nothing yet.</summary>
    /// <param name="authorities">File with certificates (PEM) that are trusted instead of the system's; null for the system's.</param>
    /// <exception cref="ModelRefusedException">The file has none.</exception>
    public PullTransport(string? authorities)
    {
        var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            AutomaticDecompression = DecompressionMethods.None,
            ConnectTimeout = TimeSpan.FromSeconds(15),
            PreAuthenticate = false,
            Proxy = new ProxyBeyondThisMachine(HttpClient.DefaultProxy),
        };
        if (authorities is not null)
            handler.SslOptions = Trusting(authorities);
        invoker = new HttpMessageInvoker(handler);
    }

    /// <summary>Asks for a file, or for its rest.</summary>
    /// <param name="address">Where it is.</param>
    /// <param name="from">Bytes that are here already.</param>
    /// <param name="tag">The server's tag of the content they are of, which sends all when it has another by now; null where a digest will tell.</param>
    /// <param name="isPlainAllowed">Whether https is not needed anywhere on the way, since a digest will tell.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="ModelRefusedException">The address leads where nothing is fetched from.</exception>
    /// <exception cref="HttpRequestException">There is no answer.</exception>
    internal async Task<PullAnswer> GetAsync(Uri address, long from, string? tag, bool isPlainAllowed, CancellationToken cancellationToken)
    {
        Sha256Digest? stated = null;
        for (var hop = 0; ; hop++)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, address);
            request.Headers.UserAgent.Add(new ProductInfoHeaderValue("assistant", typeof(PullTransport).Assembly.GetName().Version?.ToString(2)));
            request.Headers.AcceptEncoding.Add(new StringWithQualityHeaderValue("identity"));
            if (from > 0)
            {
                request.Headers.Range = new RangeHeaderValue(from, null);
                if (EntityTagHeaderValue.TryParse(tag, out var known))
                    request.Headers.IfRange = new RangeConditionHeaderValue(known);
            }

            var response = await invoker.SendAsync(request, cancellationToken);
            // Hugging Face says in its first answer what the file behind it must be. Who comes later may be anybody.
            if (hop == 0 && response.Headers.TryGetValues("X-Linked-Etag", out var values))
                stated = Sha256Digest.TryParse(values.First().Trim('"'));
            if ((int)response.StatusCode is not (301 or 302 or 303 or 307 or 308) || response.Headers.Location is not { } location)
                return new PullAnswer(response, address, stated);
            response.Dispose();
            var next = new Uri(address, location);
            if (hop == MostRedirections)
                throw new ModelRefusedException(string.Create(CultureInfo.InvariantCulture, $"{address.Host} sends on and on ({MostRedirections} times): take another address"));
            var isPlain = next.Scheme == Uri.UriSchemeHttp && address.Scheme == Uri.UriSchemeHttp && (isPlainAllowed || next.IsLoopback);
            if (next.Scheme != Uri.UriSchemeHttps && !isPlain)
                throw new ModelRefusedException($"{address.Host} sends on to {next.Scheme}://{next.Host}, which is not protected as https is: take another address");
            address = next;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => invoker.Dispose();

    private static SslClientAuthenticationOptions Trusting(string path)
    {
        var certificates = new X509Certificate2Collection();
        try
        {
            certificates.ImportFromPem(Files.ReadAllText(path));
        }
        catch (Exception failure) when (failure is CryptographicException or IOException or UnauthorizedAccessException)
        {
            throw new ModelRefusedException($"{path} cannot be read as certificates: {failure.Message}", failure);
        }

        if (certificates.Count == 0)
            throw new ModelRefusedException($"{path} has no certificates: a file in PEM form is wanted, with lines -----BEGIN CERTIFICATE-----");
        var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        policy.CustomTrustStore.AddRange(certificates);
        return new SslClientAuthenticationOptions { CertificateChainPolicy = policy };
    }
}
