using System.Text;
using Assistant.Models.Endpoints;
using Assistant.Models.Tests.Kit;
using Xunit;

namespace Assistant.Models.Tests.Endpoints;

/// <summary>Servers are told apart by their answers, and what is none costs a moment and nothing else.</summary>
public sealed class LocalServersTests
{
    private const string Plain = "Content-Type: application/json\r\n";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Theory]
    [InlineData("""{"models":[{"name":"x"}],"object":"list","data":[{"id":"qwen3-4b.gguf","object":"model","owned_by":"llamacpp","meta":{"n_params":4}}]}""", LocalServerKind.LlamaServer)]
    [InlineData("""{"object":"list","data":[{"id":"Qwen/Qwen3-4B","object":"model","created":1,"owned_by":"vllm","permission":[]}]}""", LocalServerKind.Vllm)]
    [InlineData("""{"data":[{"id":"qwen3-4b","object":"model","owned_by":"organization_owner"}],"object":"list"}""", LocalServerKind.LmStudio)]
    [InlineData("""{"object":"list","data":[{"id":"m","object":"model","created":0,"owned_by":"local"}]}""", LocalServerKind.Other)]
    [InlineData("""{"object":"list","data":[]}""", LocalServerKind.Other)]
    public async Task A_server_is_known_by_who_owns_its_models(string list, LocalServerKind kind)
    {
        var found = await FindAsync(ByPath(list, null));
        Assert.Equal((kind, LocalServerState.Ready), (found!.Kind, found.State));
    }

    [Theory]
    [InlineData("""{"object":"list","data":[{"id":"qwen3:4b","object":"model","created":1,"owned_by":"library"},{"id":"me/m:latest","object":"model","owned_by":"me"}]}""", "qwen3:4b me/m:latest")]
    [InlineData("""{"object":"list","data":null}""", "")]
    public async Task Ollama_says_its_version(string list, string models)
    {
        var found = await FindAsync(ByPath(list, """{"version":"0.9.1"}"""));
        Assert.Equal((LocalServerKind.Ollama, models), (found!.Kind, string.Join(' ', found.Models)));
    }

    [Theory]
    [InlineData("401 Unauthorized", """{"error":{"code":401,"message":"Invalid API Key","type":"authentication_error"}}""", LocalServerState.Locked)]
    [InlineData("401 Unauthorized", """{"error":"Unauthorized"}""", LocalServerState.Locked)]
    [InlineData("503 Service Unavailable", """{"error":{"code":503,"message":"Loading model","type":"unavailable_error"}}""", LocalServerState.Loading)]
    [InlineData("401 Unauthorized", """{"timestamp":"now","status":401,"error":"Unauthorized","path":"/v1/models"}""", null)]
    [InlineData("401 Unauthorized", "<html>", null)]
    [InlineData("404 Not Found", """{"error":{"message":"no"}}""", null)]
    [InlineData("503 Service Unavailable", "busy", null)]
    [InlineData("302 Found", "", null)]
    [InlineData("204 No Content", "", null)]
    public async Task What_refuses_is_a_server_of_models_only_where_it_says_so_in_their_words(string status, string body, LocalServerState? state)
    {
        using var elsewhere = new FileServer(ByPath("""{"object":"list","data":[]}""", null));
        Assert.Equal(state, (await FindAsync(Answers.Status(status, $"Location: {elsewhere.At("v1/models")}\r\n", body)))?.State);
        Assert.Empty(elsewhere.Asked);
    }

    [Theory]
    [InlineData("<!DOCTYPE html><title>My app</title>")]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"object":"list","data":{}}""")]
    [InlineData("""{"object":"list","data":[{"id":7}]}""")]
    [InlineData("""{"object":"list","data":[""")]
    [InlineData("""{"data":[{"id":"m"}]}""")]
    public async Task What_is_no_list_of_models_is_passed_over(string body) => Assert.Null(await FindAsync(Answers.Status("200 OK", Plain, body)));

    [Fact]
    public async Task A_list_that_is_nested_deep_is_passed_over() =>
        Assert.Null(await FindAsync(Answers.Status("200 OK", Plain, $$"""{"object":"list","x":{{new string('[', 50_000)}}{{new string(']', 50_000)}}}""")));

    [Fact]
    public async Task Names_are_kept_as_they_are_in_bounded_number_and_length()
    {
        var names = Enumerable.Range(0, 1000).Select(number => $$"""{"id":"m{{number}}"}""").Prepend($$"""{"id":"{{new string('x', 5000)}}"}""").Prepend("""{"id":"\u001b[31mred\u202e"}""").Prepend("null").Prepend("""{"id":""}""");
        var found = await FindAsync(ByPath($$"""{"object":"list","data":[{{string.Join(',', names)}}]}""", null));
        Assert.Equal(LocalServers.MostModels, found!.Models.Count);
        Assert.Equal(["\u001b[31mred\u202e", "m0"], found.Models.Take(2));
    }

    [Fact]
    public async Task Of_an_answer_without_end_little_is_read()
    {
        long sent = 0;
        Assert.Null(await FindAsync(async (_, stream, cancellationToken) =>
        {
            await stream.WriteAsync("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 104857600\r\n\r\n"u8.ToArray(), cancellationToken);
            var piece = Encoding.ASCII.GetBytes(new string(' ', 1 << 16));
            for (; sent < 100 << 20; sent += piece.Length)
                await stream.WriteAsync(piece, cancellationToken);
        }));
        // What the system keeps on the way is some megabytes.
        Assert.InRange(sent, 1, 50 << 20);
    }

    [Fact]
    public async Task Who_says_nothing_or_stops_in_the_middle_is_left_and_the_others_are_found()
    {
        using var silent = new FileServer((_, _, cancellationToken) => Task.Delay(Timeout.Infinite, cancellationToken));
        using var halting = new FileServer(async (_, stream, cancellationToken) =>
        {
            await stream.WriteAsync("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{\"object\":"u8.ToArray(), cancellationToken);
            await Task.Delay(Timeout.Infinite, cancellationToken);
        });
        using var noise = new FileServer(async (_, stream, cancellationToken) => await stream.WriteAsync("SSH-2.0-OpenSSH_9.2\r\n"u8.ToArray(), cancellationToken));
        using var good = new FileServer(ByPath("""{"object":"list","data":[{"id":"m","owned_by":"vllm"}]}""", null));
        var closed = new FileServer(Answers.Status("200 OK"));
        closed.Dispose();
        var found = await new LocalServers(TimeProvider.System)
            .FindAsync(new[] { silent, halting, noise, good, closed, good }.Select(server => server.Address.Port), CancellationToken.None).WaitAsync(Patience);
        Assert.Equal(good.Address.Port, Assert.Single(found).Address.Port);
        Assert.All(good.Asked, asked => Assert.DoesNotContain("Authorization", asked.Headers.Keys));
    }

    private static async Task<LocalServer?> FindAsync(Func<AskedFor, Stream, CancellationToken, Task> answer)
    {
        using var server = new FileServer(answer);
        return (await new LocalServers(TimeProvider.System).FindAsync([server.Address.Port], CancellationToken.None).WaitAsync(Patience)).SingleOrDefault();
    }

    private static Func<AskedFor, Stream, CancellationToken, Task> ByPath(string list, string? version) => (asked, stream, cancellationToken) => (asked.Target switch
    {
        "/v1/models" => Answers.Status("200 OK", Plain, list),
        "/api/version" when version is not null => Answers.Status("200 OK", Plain, version),
        _ => Answers.Status("404 Not Found"),
    })(asked, stream, cancellationToken);
}
