using System.Text.Json;

namespace Assistant.Protocol.Types.Chat;

/// <summary><c>$/progress</c> of an answer in a conversation.</summary>
/// <param name="Token">That of the question.</param>
/// <param name="Value">What came.</param>
public sealed record ChatProgress(JsonElement Token, ChatPart Value);
