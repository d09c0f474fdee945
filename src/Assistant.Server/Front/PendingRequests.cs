using Assistant.Protocol.Messages;
using Assistant.Server.Messaging;

namespace Assistant.Server.Front;

/// <summary>
/// Requests of the client that an engine is to answer. Each is answered once: by the engine, or by the front when it is
/// taken back, is overdue, or the engine ends. What the engine says afterwards is dropped, and until it has said it, the id
/// cannot be used again: the answer would be taken for that to another request. Owned by the front's loop.
/// </summary>
internal sealed class PendingRequests(TimeProvider time, Action<MessageId> overdue)
{
    /// <summary>How many may wait at a time.</summary>
    public const int Most = 1000;

    private static readonly TimeSpan ReadingTime = TimeSpan.FromSeconds(10);

    // A whole solution is repaired.
    private static readonly TimeSpan CommandTime = TimeSpan.FromMinutes(30);

    private readonly Dictionary<MessageId, ITimer> waiting = [];
    private readonly HashSet<MessageId> givenUp = [];

    /// <summary>How many the engine works on.</summary>
    public int Count => waiting.Count + givenUp.Count;

    /// <summary>Whether the engine works on a request of this id.</summary>
    public bool Contains(MessageId id) => waiting.ContainsKey(id) || givenUp.Contains(id);

    /// <summary>A request goes to the engine.</summary>
    public void Add(MessageId id, string method) => waiting.Add(
        id,
        time.CreateTimer(_ => overdue(id), null, method == Methods.ExecuteCommand ? CommandTime : ReadingTime, Timeout.InfiniteTimeSpan));

    /// <summary>The engine has answered, or will not.</summary>
    /// <returns>False when the client has had its answer.</returns>
    public bool Remove(MessageId id)
    {
        givenUp.Remove(id);
        return TryAnswer(id);
    }

    /// <summary>The front answers in the engine's place.</summary>
    /// <returns>False when the client has had its answer.</returns>
    public bool GiveUp(MessageId id) => TryAnswer(id) && givenUp.Add(id);

    /// <summary>No engine works on anything any more.</summary>
    /// <returns>All that waited.</returns>
    public IReadOnlyList<MessageId> RemoveAll()
    {
        MessageId[] ids = [.. waiting.Keys];
        foreach (var id in ids)
            TryAnswer(id);
        givenUp.Clear();
        return ids;
    }

    private bool TryAnswer(MessageId id)
    {
        if (!waiting.Remove(id, out var timer))
            return false;
        timer.Dispose();
        return true;
    }
}
