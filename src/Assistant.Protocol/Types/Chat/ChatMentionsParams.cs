namespace Assistant.Protocol.Types.Chat;

/// <summary><c>assistant/chat/mentions</c>: what may be mentioned.</summary>
/// <param name="Query">What was typed behind the mark.</param>
public sealed record ChatMentionsParams(string Query);
