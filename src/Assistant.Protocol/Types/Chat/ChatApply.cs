using System.Text.Json.Serialization;

namespace Assistant.Protocol.Types.Chat;

/// <summary>The answer to <c>assistant/chat/apply</c>.</summary>
/// <param name="Edit">For the text as it is now, judged on it; null when there is none.</param>
/// <param name="Title">What it does.</param>
/// <param name="Reason">Why there is none, as a sentence without its point; null when there is.</param>
public sealed record ChatApply(
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] WorkspaceEdit? Edit, string Title, [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] string? Reason);
