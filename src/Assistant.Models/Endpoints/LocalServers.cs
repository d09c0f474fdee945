using System.Net;
using System.Text.Json;

namespace Assistant.Models.Endpoints;

/// <summary>
/// Looks for servers of models on this machine, at 127.0.0.1 and at ports that are named. What answers there may be anything: it gets
/// a second and a half for each of two questions, 256 KiB of its answer are read, and what is no list of models is passed over.
/// </summary>
/// <param name="time">Measures that time.</param>
public sealed class LocalServers(TimeProvider time)
{
    /// <summary>Names of models that are kept of one server.</summary>
    public const int MostModels = 100;

    private const int MostBytes = 1 << 18;
    private const int LongestName = 200;

    // Nobody at a port says so at once. On a busy machine the first question takes this program itself half a second.
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(1500);

    /// <summary>The ports that llama-server, Ollama, LM Studio and vLLM listen on unless told otherwise.</summary>
    public static IReadOnlyList<int> UsualPorts { get; } = [8080, 11434, 1234, 8000];

    /// <summary>Asks all ports at once.</summary>
    /// <param name="ports">The ports.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>What was found, in the order of the ports.</returns>
    public async Task<IReadOnlyList<LocalServer>> FindAsync(IEnumerable<int> ports, CancellationToken cancellationToken)
    {
        var found = await Task.WhenAll(ports.Distinct().Select(port => AskAsync(new UriBuilder(Uri.UriSchemeHttp, IPAddress.Loopback.ToString(), port).Uri, cancellationToken)));
        return [.. found.OfType<LocalServer>()];
    }

    private async Task<LocalServer?> AskAsync(Uri address, CancellationToken cancellationToken)
    {
        using var server = ModelServer.At(address, key: null);
        if (await GetAsync(server, "v1/models", cancellationToken) is not ({ } status, { } body))
            return null;
        if (status != HttpStatusCode.OK)
            return StateOf(status, body) is { } state ? new LocalServer(LocalServerKind.Other, address, state, []) : null;
        if (Parse(body, EndpointsJson.Default.ListedModels) is not { Object: "list" } list)
            return null;
        var models = (list.Data ?? []).OfType<ListedModel>().Where(model => model.Id is { Length: > 0 and <= LongestName }).Take(MostModels).ToList();
        var kind = models.Select(model => KindOf(model.OwnedBy)).FirstOrDefault(kind => kind is not null);
        // The owner is a user's name there.
        if (kind is null && await GetAsync(server, "api/version", cancellationToken) is (HttpStatusCode.OK, { } about) && Parse(about, EndpointsJson.Default.StatedVersion)?.Version is not null)
            kind = LocalServerKind.Ollama;
        return new LocalServer(kind ?? LocalServerKind.Other, address, LocalServerState.Ready, [.. models.Select(model => model.Id!)]);
    }

    private async Task<(HttpStatusCode? Status, byte[]? Body)> GetAsync(ModelServer server, string path, CancellationToken cancellationToken)
    {
        using var silence = new CancellationTokenSource(Patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, silence.Token);
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(server.Address, path));
            using var response = await server.SendAsync(request, either.Token);
            await using var body = await response.Content.ReadAsStreamAsync(either.Token);
            var buffer = new byte[MostBytes + 1];
            var length = await body.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, either.Token);
            return length > MostBytes ? (null, null) : (response.StatusCode, buffer[..length]);
        }
        catch (Exception failure) when (failure is HttpRequestException or IOException || (failure is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            // Nobody is there, or somebody who does not speak HTTP.
            return (null, null);
        }
    }

    private static LocalServerKind? KindOf(string? owner) => owner switch
    {
        "llamacpp" => LocalServerKind.LlamaServer,
        "vllm" => LocalServerKind.Vllm,
        "organization_owner" => LocalServerKind.LmStudio,
        _ => null,
    };

    // Many programs that are no servers of models refuse what they do not know; these do it in OpenAI's words.
    private static LocalServerState? StateOf(HttpStatusCode status, byte[] body) => (status, Parse(body, EndpointsJson.Default.StatedError)?.Error.ValueKind) switch
    {
        (HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden, JsonValueKind.Object) => LocalServerState.Locked,
        // vLLM says it in one word, and nothing else.
        (HttpStatusCode.Unauthorized, JsonValueKind.String) when body.AsSpan().Count((byte)':') == 1 => LocalServerState.Locked,
        (HttpStatusCode.ServiceUnavailable, JsonValueKind.Object) => LocalServerState.Loading,
        _ => null,
    };

    private static T? Parse<T>(byte[] body, System.Text.Json.Serialization.Metadata.JsonTypeInfo<T> type)
        where T : class
    {
        try
        {
            return JsonSerializer.Deserialize(body, type);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
