using Assistant.Protocol.Types;
using Assistant.Server.Front;
using Assistant.Server.Messaging;
using Assistant.Workspace;
using Xunit;

namespace Assistant.Tests.Server;

/// <summary>What is counted goes on when one engine follows another.</summary>
public sealed class StatusBoardTests
{
    private const string Here = "http://127.0.0.1:8080";

    [Fact]
    public void What_was_sent_to_models_and_what_was_judged_is_counted_over_all_engines()
    {
        var board = new StatusBoard();
        Assert.Equal((0, 0, ""), Said(board));
        Say(board, 3, 1, ("small", Here, 100), ("large", "host", 0));
        Assert.Equal((3, 1, "small 100, large 0"), Said(board));
        board.BeginEngine();
        // Of what the settings alone say there is nothing here; the next engine has the same two, and then one that was moved.
        Assert.Equal((3, 1, ""), Said(board));
        Say(board, 0, 0, ("small", Here, 0), ("large", "host", 0));
        Assert.Equal((3, 1, "small 100, large 0"), Said(board));
        Say(board, 2, 0, ("small", Here, 40), ("large", "host", 7));
        Assert.Equal((5, 1, "small 140, large 7"), Said(board));
        board.BeginEngine();
        Say(board, 0, 1, ("small", Here, 1), ("large", "http://10.0.0.1:8080", 2));
        Assert.Equal((5, 2, "small 141, large 2"), Said(board));
    }

    private static void Say(StatusBoard board, int accepted, int rejected, params (string Tier, string Endpoint, long Bytes)[] models) => board.Say(new EngineReport(
        "ready", "", Accepted: accepted, Rejected: rejected, Models: [.. models.Select(model => new AssistantStatus.Model(model.Tier, "m", model.Endpoint, true, "ready", model.Bytes))]));

    private static (int Accepted, int Rejected, string Sent) Said(StatusBoard board)
    {
        var status = board.News(trusted: true, [], new Settings(), () => 1);
        Assert.NotNull(status);
        // The same twice is no news.
        Assert.Null(board.News(trusted: true, [], new Settings(), () => 1));
        return (status.Accepted, status.Rejected, string.Join(", ", status.Models.Select(model => $"{model.Tier} {model.BytesSent}")));
    }
}
