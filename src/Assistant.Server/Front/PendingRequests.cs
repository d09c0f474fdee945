using System.Globalization;
using Assistant.Protocol.Messages;
using Assistant.Server.Messaging;

namespace Assistant.Server.Front;

/// <summary>
/// Requests of the client that an engine is to answer. Each is answered once: by the engine, or by the front when it is
/// taken back, is overdue, or the engine ends. The engine knows it by an id of the front's, used once: an answer that comes
/// too late is nobody's, even when the client uses its id again. Owned by the front's loop.
/// </summary>
internal sealed class PendingRequests(TimeProvider time, Action<MessageId> overdue)
{
    /// <summary>How many may wait at a time.</summary>
    public const int Most = 1000;

    private static readonly TimeSpan ReadingTime = TimeSpan.FromSeconds(10);

    // A whole solution is repaired.
    private static readonly TimeSpan CommandTime = TimeSpan.FromMinutes(30);

    private readonly Dictionary<MessageId, (MessageId InEngine, ITimer Limit)> waiting = [];
    private readonly Dictionary<MessageId, MessageId> clients = [];
    private int last;

    /// <summary>How many wait.</summary>
    public int Count => waiting.Count;

    /// <summary>Whether a request of the client's waits.</summary>
    public bool Contains(MessageId id) => waiting.ContainsKey(id);

    /// <summary>A request goes to the engine.</summary>
    /// <returns>What the engine knows it by.</returns>
    public MessageId Add(MessageId id, string method)
    {
        var mine = new MessageId(string.Create(CultureInfo.InvariantCulture, $"{++last}"));
        var limit = time.CreateTimer(_ => overdue(mine), null, method == Methods.ExecuteCommand ? CommandTime : ReadingTime, Timeout.InfiniteTimeSpan);
        waiting.Add(id, (mine, limit));
        clients.Add(mine, id);
        return mine;
    }

    /// <summary>The client's request that the engine knows by an id; null when it has had its answer.</summary>
    public MessageId? ClientOf(MessageId inEngine) => clients.TryGetValue(inEngine, out var id) ? id : null;

    /// <summary>A request of the client's gets its answer.</summary>
    /// <returns>What the engine knows it by; null when it has had its answer.</returns>
    public MessageId? Remove(MessageId id)
    {
        if (!waiting.Remove(id, out var known))
            return null;
        known.Limit.Dispose();
        clients.Remove(known.InEngine);
        return known.InEngine;
    }

    /// <summary>All that wait; none does afterwards.</summary>
    public IReadOnlyList<MessageId> RemoveAll()
    {
        MessageId[] ids = [.. waiting.Keys];
        foreach (var id in ids)
            Remove(id);
        return ids;
    }
}
