using Assistant.Protocol.Messages;
using Assistant.Server.Messaging;

namespace Assistant.Server.Front;

/// <summary>
/// Requests of the client that an engine is to answer. Each is answered once: by the engine, or by the front when it is
/// taken back, is overdue, or the engine ends. What the engine says afterwards is dropped, and until it has said it, the id
/// cannot be used again: the answer would be taken for that to another request. Owned by the front's loop.
/// </summary>
internal sealed class PendingRequests(TimeProvider clock, Action<MessageId> overdue)
{
    /// <summary>How many may wait at a time.</summary>
    public const int Most = 1000;

    private static readonly TimeSpan ReadingTime = TimeSpan.FromSeconds(10);

    // Who types has gone on by then.
    private static readonly TimeSpan TypingTime = TimeSpan.FromSeconds(2);

    // A whole solution is repaired, or a model on a slow machine writes.
    private static readonly TimeSpan CommandTime = TimeSpan.FromMinutes(30);

    private readonly Dictionary<MessageId, (ITimer Timer, Pending Request)> waiting = [];
    private readonly HashSet<MessageId> givenUp = [];

    /// <summary>A request that waits.</summary>
    /// <param name="Id">The client's name for it.</param>
    /// <param name="Method">What it asks.</param>
    /// <param name="IsOfUse">Whether its answer still is.</param>
    internal sealed record Pending(MessageId Id, string Method, Func<bool> IsOfUse);

    /// <summary>How many the engine works on.</summary>
    public int Count => waiting.Count + givenUp.Count;

    /// <summary>Whether the engine works on a request of this id.</summary>
    public bool Contains(MessageId id) => waiting.ContainsKey(id) || givenUp.Contains(id);

    /// <summary>A request goes to the engine.</summary>
    public void Add(Pending request)
    {
        var time = request.Method switch
        {
            Methods.ExecuteCommand or Methods.ResolveCodeAction or Methods.Chat or Methods.ChatApply => CommandTime,
            Methods.InlineCompletion => TypingTime,
            _ => ReadingTime,
        };
        waiting.Add(request.Id, (clock.CreateTimer(_ => overdue(request.Id), null, time, Timeout.InfiniteTimeSpan), request));
    }

    /// <summary>The engine has answered, or will not.</summary>
    /// <returns>The request; null when the client has had its answer.</returns>
    public Pending? Remove(MessageId id)
    {
        givenUp.Remove(id);
        return TryAnswer(id);
    }

    /// <summary>The front answers in the engine's place.</summary>
    /// <returns>The request; null when the client has had its answer.</returns>
    public Pending? GiveUp(MessageId id)
    {
        var request = TryAnswer(id);
        if (request is not null)
            givenUp.Add(id);
        return request;
    }

    /// <summary>No engine works on anything any more.</summary>
    /// <returns>All that waited.</returns>
    public IReadOnlyList<Pending> RemoveAll()
    {
        Pending[] requests = [.. waiting.Values.Select(entry => entry.Request)];
        foreach (var request in requests)
            TryAnswer(request.Id);
        givenUp.Clear();
        return requests;
    }

    private Pending? TryAnswer(MessageId id)
    {
        if (!waiting.Remove(id, out var entry))
            return null;
        entry.Timer.Dispose();
        return entry.Request;
    }
}
