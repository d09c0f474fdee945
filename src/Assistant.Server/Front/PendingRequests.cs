using Assistant.Protocol.Messages;
using Assistant.Server.Messaging;

namespace Assistant.Server.Front;

/// <summary>
/// Requests of the client that an engine is to answer. Each is answered once: by the engine, or by the front when it is
/// taken back, is overdue, or the engine ends. What the engine says afterwards is dropped. Owned by the front's loop.
/// </summary>
internal sealed class PendingRequests(TimeProvider time, Action<MessageId> overdue)
{
    /// <summary>How many may wait at a time.</summary>
    public const int Most = 1000;

    private static readonly TimeSpan ReadingTime = TimeSpan.FromSeconds(10);

    // A whole solution is repaired.
    private static readonly TimeSpan CommandTime = TimeSpan.FromMinutes(30);

    private readonly Dictionary<MessageId, ITimer> waiting = [];

    /// <summary>How many wait.</summary>
    public int Count => waiting.Count;

    /// <summary>Whether a request waits.</summary>
    public bool Contains(MessageId id) => waiting.ContainsKey(id);

    /// <summary>A request goes to the engine.</summary>
    public void Add(MessageId id, string method) => waiting.Add(
        id,
        time.CreateTimer(_ => overdue(id), null, method == Methods.ExecuteCommand ? CommandTime : ReadingTime, Timeout.InfiniteTimeSpan));

    /// <summary>A request gets its answer.</summary>
    /// <returns>False when it has had one.</returns>
    public bool Remove(MessageId id)
    {
        if (!waiting.Remove(id, out var timer))
            return false;
        timer.Dispose();
        return true;
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
