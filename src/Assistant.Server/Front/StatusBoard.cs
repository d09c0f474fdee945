using Assistant.Protocol.Types;
using Assistant.Server.Messaging;
using Assistant.Server.Models;
using Assistant.Workspace;

namespace Assistant.Server.Front;

/// <summary>What the client is told of how the assistant is: a status when it differs from the last one. Owned by the front's loop.</summary>
internal sealed class StatusBoard
{
    private AssistantStatus? shown;
    private int acceptedBefore;
    private int rejectedBefore;
    private readonly Dictionary<(string Tier, string Endpoint), long> sentBefore = [];
    private IReadOnlyList<AssistantStatus.Rejection> rejectedByBefore = [];
    private IReadOnlyList<AssistantStatus.Rejection> rejectedBy = [];
    private IReadOnlyList<AssistantStatus.Model> models = [];
    private (Settings? Of, IReadOnlyList<AssistantStatus.Model> Models) configured = (null, []);

    /// <summary>The last word of the engine, or of the front where none runs.</summary>
    public EngineReport Report { get; private set; } = new("loading", "starting");

    /// <summary>The engine, or the front in its place, says how it is.</summary>
    public void Say(EngineReport report)
    {
        AssistantStatus.Rejection[] causes =
        [
            .. rejectedByBefore.Concat(report.RejectedBy ?? []).GroupBy(one => one.Id, StringComparer.Ordinal)
                .Select(same => new AssistantStatus.Rejection(same.Key, same.Sum(one => one.Count)))
                .OrderByDescending(one => one.Count).ThenBy(one => one.Id, StringComparer.Ordinal),
        ];
        // The same list as long as nothing is added: two statuses with it are the same.
        rejectedBy = causes.SequenceEqual(rejectedBy) ? rejectedBy : causes;
        Report = report;
    }

    /// <summary>Another engine counts from zero.</summary>
    public void BeginEngine()
    {
        acceptedBefore += Report.Accepted;
        rejectedBefore += Report.Rejected;
        rejectedByBefore = rejectedBy;
        foreach (var model in Report.Models ?? [])
            sentBefore[(model.Tier, model.Endpoint)] = sentBefore.GetValueOrDefault((model.Tier, model.Endpoint)) + model.BytesSent;
        Report = Report with { Accepted = 0, Rejected = 0, RejectedBy = null, Models = null };
    }

    /// <summary>The status, or null when the client knows it. Memory alone is no news, and is asked for only where there is some: this is called after every event.</summary>
    public AssistantStatus? News(bool trusted, IReadOnlyList<string> solutions, Settings settings, Func<long> memoryBytes)
    {
        if (!ReferenceEquals(configured.Of, settings))
            configured = (settings, ModelStates.Of(settings));
        var told = Report.Models ?? configured.Models;
        if (sentBefore.Count > 0)
            told = [.. told.Select(model => model with { BytesSent = model.BytesSent + sentBefore.GetValueOrDefault((model.Tier, model.Endpoint)) })];
        models = told.SequenceEqual(models) ? models : told;
        var status = new AssistantStatus(
            Report.State, Report.Message, trusted, Report.Solution, solutions, models, acceptedBefore + Report.Accepted, rejectedBefore + Report.Rejected, rejectedBy, shown?.MemoryBytes ?? 0);
        return status == shown ? null : shown = status with { MemoryBytes = memoryBytes() };
    }
}
