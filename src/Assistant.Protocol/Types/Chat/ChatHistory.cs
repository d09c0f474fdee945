namespace Assistant.Protocol.Types.Chat;

/// <summary>The answer to <c>assistant/chat/history</c>: it has either of the two.</summary>
public sealed record ChatHistory
{
    /// <summary>Asked for one conversation: which.</summary>
    public string? Session { get; init; }

    /// <summary>Asked for one conversation: what was said in it, oldest first.</summary>
    public IReadOnlyList<ChatTurn>? Turns { get; init; }

    /// <summary>Asked for none: those that are kept, the last one first.</summary>
    public IReadOnlyList<Kept>? Sessions { get; init; }

    /// <param name="Session">What it is known by.</param>
    /// <param name="Title">Its first question, shortened.</param>
    /// <param name="Changed">When something was said last: ISO 8601, UTC.</param>
    public sealed record Kept(string Session, string Title, string Changed);
}
