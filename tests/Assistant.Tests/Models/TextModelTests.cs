using Assistant.Core.Proposing.Models;
using Assistant.Models;
using Assistant.Models.Machine;
using Assistant.Platform;
using Assistant.Server.Models;
using Assistant.Tests.Kit;
using Assistant.Workspace;
using Xunit;

namespace Assistant.Tests.Models;

/// <summary>How likely tokens were is a wish: it comes with the answer where the server knows it, and costs nothing where it does not.</summary>
public sealed class TextModelTests
{
    private const string Likely = """data: {"choices":[{"index":0,"delta":{"content":"yes"},"logprobs":{"content":[{"token":"yes","logprob":-0.25,"top_logprobs":[{"token":"yes","logprob":-0.25},{"token":"no","logprob":-1.5}]}]},"finish_reason":null}]}""" + "\n\n";

    [Fact]
    public async Task Likelihoods_come_with_the_words_they_are_of()
    {
        using var server = new ScriptedServer(Replies.Raw(Replies.Head, Likely, Replies.Finish("length"), Replies.Done));
        var pieces = await AskAsync(server, 2);
        var token = Assert.Single(Assert.IsType<ModelPiece.Text>(pieces[0]).Tokens);
        Assert.Equal(("yes", -0.25), (token.Text, token.Log));
        Assert.Equal<(string, double)>([("yes", -0.25), ("no", -1.5)], token.Likeliest);
        Assert.Contains("\"logprobs\":true,\"top_logprobs\":2", server.Asked[0].Body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null)]
    [InlineData(2)]
    public async Task A_server_that_tells_none_answers_all_the_same(int? likeliest)
    {
        using var server = new ScriptedServer(Replies.Says("yes"));
        Assert.Empty(Assert.IsType<ModelPiece.Text>((await AskAsync(server, likeliest))[0]).Tokens);
        Assert.Single(server.Asked);
        Assert.Equal(likeliest is not null, server.Asked[0].Body.Contains("logprobs", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_server_that_refuses_to_tell_is_asked_without_and_not_for_them_again()
    {
        using var server = new ScriptedServer(Replies.Status(400, "logprobs are not supported"), Replies.Says("yes"));
        using var models = Models(server);
        for (var turn = 0; turn < 2; turn++)
            Assert.Equal(["Text", "Ended"], (await AskAsync(models, 2)).Select(piece => piece.GetType().Name));
        Assert.Equal([true, false, false], server.Asked.Select(asked => asked.Body.Contains("logprobs", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_refusal_of_what_asks_for_none_stays_one()
    {
        using var server = new ScriptedServer(Replies.Status(400, "the prompt is too long"));
        Assert.Contains("the prompt is too long", Assert.IsType<ModelPiece.Failed>(Assert.Single(await AskAsync(server, null))).Reason, StringComparison.Ordinal);
        Assert.Single(server.Asked);
    }

    [Fact]
    public async Task What_was_refused_for_another_reason_does_not_end_the_likelihoods()
    {
        using var server = new ScriptedServer(Replies.Status(400, "the prompt is too long"), Replies.Status(400, "the prompt is too long"), Replies.Says("yes"));
        using var models = Models(server);
        Assert.Contains("too long", Assert.IsType<ModelPiece.Failed>(Assert.Single(await AskAsync(models, 2))).Reason, StringComparison.Ordinal);
        await AskAsync(models, 2);
        Assert.Equal([true, false, true], server.Asked.Select(asked => asked.Body.Contains("logprobs", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData(401)]
    [InlineData(403)]
    public async Task Without_a_right_key_nothing_is_asked_again(int status)
    {
        using var server = new ScriptedServer(Replies.Status(status, "no key"), Replies.Says("yes"));
        using var models = Models(server);
        Assert.IsType<ModelPiece.Failed>(Assert.Single(await AskAsync(models, 2)));
        await AskAsync(models, 2);
        Assert.Equal([true, true], server.Asked.Select(asked => asked.Body.Contains("logprobs", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("two\nlines")]
    [InlineData("a\u0001b")]
    [InlineData("k\u00e9y")]
    public async Task A_file_that_holds_more_than_a_key_is_a_problem_and_nothing_is_sent(string content)
    {
        using var folder = TempFolder.Create("assistant-key-");
        var file = Path.Combine(folder.Path, "key");
        await File.WriteAllTextAsync(file, content);
        using var server = new ScriptedServer(Replies.Says("yes"));
        using var models = Models(server.Address, "m", file);
        Assert.Contains("on one line", Assert.IsType<ModelPiece.Failed>(Assert.Single(await AskAsync(models, null))).Reason, StringComparison.Ordinal);
        Assert.Contains("on one line", models.States[0].State, StringComparison.Ordinal);
        Assert.Empty(server.Asked);
    }

    [Fact]
    public async Task Only_what_has_arrived_counts_as_sent()
    {
        using var server = new ScriptedServer(Replies.Says("yes"), Replies.Status(400, "no"), Replies.Status(500, "no"));
        using var models = Models(server);
        foreach (var sent in new[] { 1, 2, 3 })
        {
            await AskAsync(models, null);
            Assert.Equal(sent, models.States[0].BytesSent);
        }

        server.Dispose();
        Assert.IsType<ModelPiece.Failed>(Assert.Single(await AskAsync(models, null)));
        Assert.Equal(3, models.States[0].BytesSent);
    }

    [Fact]
    public async Task An_address_in_words_has_no_user_path_or_key()
    {
        using var server = new ScriptedServer(Replies.Says("yes"));
        server.Dispose();
        using var models = Models($"http://me:secret@127.0.0.1:{server.Port}/hidden/v1?key=hidden", "m");
        var reason = Assert.IsType<ModelPiece.Failed>(Assert.Single(await AskAsync(models, null))).Reason;
        Assert.Contains($"http://127.0.0.1:{server.Port}", reason, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", reason, StringComparison.Ordinal);
        Assert.DoesNotContain("hidden", reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("assistant debug eval a.sln", "assistant debug eval a.sln")]
    [InlineData("eval --small http://me:secret@host:81/v1?key=x#m --html a", "eval --small http://host:81 --html a")]
    [InlineData("eval --small=\"https://host/x\" http://[bad", "eval --small=\"https://host\" (an address)")]
    public void A_command_line_is_shown_without_what_addresses_hide(string line, string expected) => Assert.Equal(expected, AddressText.In(line));

    [Fact]
    public async Task A_server_that_never_says_which_models_it_has_is_not_waited_for()
    {
        var time = new FakeTime();
        using var server = new ScriptedServer(async caller =>
        {
            await caller.SendAsync("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 99\r\n\r\n{");
            time.Advance(TimeSpan.FromSeconds(31));
            await caller.ClosedAsync();
        });
        using var models = Models(server.Address, null, time: time);
        Assert.Contains("does not say which models", Assert.IsType<ModelPiece.Failed>(Assert.Single(await AskAsync(models, null))).Reason, StringComparison.Ordinal);
        Assert.Equal(0, models.States[0].BytesSent);
    }

    [Fact]
    public async Task It_is_ready_when_the_last_of_its_questions_ends()
    {
        var (first, second) = (new TaskCompletionSource(), new TaskCompletionSource());
        Reply Until(TaskCompletionSource told) => async caller =>
        {
            await told.Task;
            await Replies.Says("yes")(caller);
        };
        using var server = new ScriptedServer(Until(first), Until(second));
        using var models = Models(server);
#pragma warning disable CA2025 // Both are awaited below, before the models are gone.
        var one = AskAsync(models, null);
        await server.AskedAsync(1);
        var two = AskAsync(models, null);
#pragma warning restore CA2025
        await server.AskedAsync(2);
        first.SetResult();
        await one;
        Assert.Equal("answering", models.States[0].State);
        second.SetResult();
        await two;
        Assert.Equal("ready", models.States[0].State);
    }

    private static async Task<List<ModelPiece>> AskAsync(ScriptedServer server, int? likeliest)
    {
        using var models = Models(server);
        return await AskAsync(models, likeliest);
    }

    private static async Task<List<ModelPiece>> AskAsync(TierModels models, int? likeliest)
    {
        var pieces = new List<ModelPiece>();
        await foreach (var piece in models.Tiers[0].Model.AskAsync(new ModelPrompt([new PromptMessage("user", "a")], 1, 0, 1, null) { Likeliest = likeliest }, CancellationToken.None))
            pieces.Add(piece);
        return pieces;
    }

    private static TierModels Models(ScriptedServer server) => Models(server.Address, "m");

    private static TierModels Models(string address, string? model, string? keyFile = null, TimeProvider? time = null)
    {
        var settings = new Settings();
        settings = settings with { Tiers = settings.Tiers.SetItem(TierSettings.Small, new TierSettings(TierSettings.Small, new Uri(address), model) { ApiKeyFile = keyFile }) };
        return new TierModels(settings, new HostLaunch("", [], "", ""), new PromptRates(null), time ?? TimeProvider.System);
    }
}
