using Assistant.Protocol.Types;
using Assistant.Server.Messaging;

namespace Assistant.Server.Engine;

/// <summary>Tells the front how the engine is. It may be used from any thread.</summary>
/// <param name="client">The way to the front.</param>
/// <param name="solution">Full path of what is opened; null for nothing.</param>
internal sealed class EngineReporter(ClientProxy client, string? solution)
{
    private readonly Lock gate = new();
    private readonly Dictionary<string, int> causes = new(StringComparer.Ordinal);
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
    /// <param name="passed">How many were accepted.</param>
    /// <param name="thrownAway">For each that was not, why, in one word.</param>
    public void Count(int passed, IReadOnlyCollection<string> thrownAway)
    {
        lock (gate)
        {
            accepted += passed;
            rejected += thrownAway.Count;
            foreach (var one in thrownAway)
                causes[one] = causes.GetValueOrDefault(one) + 1;
            Send(last with { Accepted = accepted, Rejected = rejected, RejectedBy = thrownAway.Count > 0 ? [.. causes.Select(cause => new AssistantStatus.Rejection(cause.Key, cause.Value))] : last.RejectedBy });
        }
    }

    /// <summary>Models are in another state.</summary>
    /// <param name="states">Says how they are now. It is asked when it is its turn, so that what is told last is the newest.</param>
    public void Tell(Func<IReadOnlyList<AssistantStatus.Model>> states)
    {
        lock (gate)
            Send(last with { Models = states() });
    }

    private void Send(EngineReport report)
    {
        if (report == last)
            return;
        last = report;
        client.Tell(EngineReport.Method, report, ServerJson.Default.EngineReport);
    }
}
