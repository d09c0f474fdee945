namespace Assistant.Server.Chat;

/// <summary>A conversation as it is kept.</summary>
/// <param name="Title">Its first question, shortened.</param>
/// <param name="Changed">When something was said last.</param>
/// <param name="Turns">Oldest first.</param>
public sealed record KeptChat(string Title, DateTimeOffset Changed, IReadOnlyList<KeptTurn> Turns);
