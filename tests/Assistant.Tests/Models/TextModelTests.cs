using Assistant.Core.Proposing.Models;
using Assistant.Models;
using Assistant.Models.Machine;
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

    private static TierModels Models(ScriptedServer server)
    {
        var settings = new Settings();
        settings = settings with { Tiers = settings.Tiers.SetItem(TierSettings.Small, new TierSettings(TierSettings.Small, new Uri(server.Address), "m")) };
        return new TierModels(settings, new HostLaunch("", [], "", ""), new PromptRates(null), TimeProvider.System);
    }
}
