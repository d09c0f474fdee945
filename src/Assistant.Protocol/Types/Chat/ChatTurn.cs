using System.Text.Json.Serialization;

namespace Assistant.Protocol.Types.Chat;

/// <summary>A question and what came of it.</summary>
/// <param name="Text">What was asked.</param>
/// <param name="About">What it was about, for people.</param>
/// <param name="Parts">The answer, in order.</param>
/// <param name="Outcome">How it ended, as in <see cref="ChatResult"/>.</param>
/// <param name="Message">What is to be said of that; null for nothing.</param>
public sealed record ChatTurn(string Text, IReadOnlyList<string> About, IReadOnlyList<ChatPart> Parts, string Outcome, [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] string? Message);
