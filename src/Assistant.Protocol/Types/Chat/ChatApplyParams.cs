namespace Assistant.Protocol.Types.Chat;

/// <summary><c>assistant/chat/apply</c>: the edit of a block for the text as it is now.</summary>
/// <param name="EditId">Of the block.</param>
public sealed record ChatApplyParams(string EditId);
