namespace Assistant.Protocol.Types.Chat;

/// <summary><c>assistant/chat/history</c> and <c>assistant/chat/forget</c>.</summary>
/// <param name="Session">Which conversation; null for all of the workspace.</param>
public sealed record ChatHistoryParams(string? Session = null);
