using Assistant.Server.Messaging;

namespace Assistant.Server.Engine;

/// <summary>Tells the front how the engine is. It may be used from any thread.</summary>
/// <param name="client">The way to the front.</param>
/// <param name="solution">Full path of what is opened; null for nothing.</param>
internal sealed class EngineReporter(ClientProxy client, string? solution)
{
    private readonly Lock gate = new();
    private int accepted;
    private int rejected;
    private EngineReport last = new("loading", "starting", solution);

    /// <summary>What is opened, for people.</summary>
    public string Name => solution is null ? "nothing" : Path.GetFileName(solution);

    /// <summary>Something is different.</summary>
    /// <param name="state"><c>loading</c>, <c>ready</c>, <c>degraded</c> or <c>off</c>.</param>
    /// <param name="message">One line for people.</param>
    public void Say(string state, string message)
    {
        lock (gate)
            Send(last with { State = state, Message = message });
    }

    /// <summary>The engine can do nothing more: another is to be started in its place.</summary>
    /// <param name="message">Why, in one line for people.</param>
    public void GiveUp(string message)
    {
        lock (gate)
            Send(last with { State = "degraded", Message = message, IsStuck = true });
    }

    /// <summary>Proposals were judged.</summary>
    public void Count(int passed, int thrownAway)
    {
        lock (gate)
        {
            accepted += passed;
            rejected += thrownAway;
            Send(last with { Accepted = accepted, Rejected = rejected });
        }
    }

    private void Send(EngineReport report)
    {
        if (report == last)
            return;
        last = report;
        client.Tell(EngineReport.Method, report, ServerJson.Default.EngineReport);
    }
}
