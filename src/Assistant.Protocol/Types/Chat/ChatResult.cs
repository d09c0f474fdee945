using System.Text.Json.Serialization;

namespace Assistant.Protocol.Types.Chat;

/// <summary>The answer to <c>assistant/chat</c>, when all parts were told.</summary>
/// <param name="Outcome"><c>answered</c>, <c>noVerifiedProposal</c>, <c>cancelled</c> or <c>failed</c>.</param>
/// <param name="Message">What is to be said of that, as a sentence; null for nothing.</param>
/// <param name="Edits">The blocks that write something.</param>
public sealed record ChatResult(string Outcome, [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] string? Message, IReadOnlyList<ChatResult.Edit> Edits)
{
    /// <param name="Id">What it is applied by.</param>
    /// <param name="Verdict">As its part says.</param>
    /// <param name="Edits">Against the text it was judged on.</param>
    public sealed record Edit(string Id, string Verdict, IReadOnlyList<FileEdit> Edits);

    /// <param name="Path">Relative to the solution's folder.</param>
    /// <param name="Start">In UTF-16 units; missing for a file that is created.</param>
    /// <param name="Length">In UTF-16 units; missing for a file that is created.</param>
    /// <param name="NewText">What stands there afterwards; missing for a file that is created.</param>
    /// <param name="Create">The text of a file that is created.</param>
    public sealed record FileEdit(string Path, int? Start = null, int? Length = null, string? NewText = null, string? Create = null);
}
