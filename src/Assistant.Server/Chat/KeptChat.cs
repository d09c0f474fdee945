namespace Assistant.Server.Chat;

/// <summary>A conversation as it is kept; what <see cref="ChatHead"/> reads stands in front.</summary>
/// <param name="Title">Its first question, shortened.</param>
/// <param name="Changed">When something was said last.</param>
/// <param name="Turns">Oldest first.</param>
public sealed record KeptChat(string Title, DateTimeOffset Changed, IReadOnlyList<KeptTurn> Turns)
{
    /// <summary>The number of the next turn of a conversation: none that it has, also where old ones are gone.</summary>
    /// <param name="turns">Its turns.</param>
    public static int NextNumber(IReadOnlyList<KeptTurn> turns) => turns.Select(turn => turn.Number).Append(0).Max() + 1;
}
