using System.Text.Json;

namespace Assistant.Protocol.Types.Chat;

/// <summary><c>assistant/chat</c>: a question.</summary>
/// <param name="Session">The conversation it belongs to: letters, digits and <c>-</c>, chosen by the client.</param>
/// <param name="Text">What is asked. What it mentions by <c>#file:path</c>, <c>#problems</c>, <c>#Type</c> or <c>#Type.Member</c> is found here.</param>
/// <param name="Attachments">What it is about beside that.</param>
/// <param name="PartialResultToken">What the parts of the answer are known by, see <see cref="ChatProgress"/>; left out by a client that waits for the end.</param>
public sealed record ChatParams(string Session, string Text, IReadOnlyList<ChatParams.Attachment>? Attachments = null, JsonElement PartialResultToken = default)
{
    /// <param name="Kind"><c>file</c>, <c>selection</c>, <c>problems</c> or <c>symbol</c>.</param>
    /// <param name="Uri">Its document; of problems it may be missing, for those of the whole solution.</param>
    /// <param name="Range">Where in it; missing for a whole file.</param>
    public sealed record Attachment(string Kind, string? Uri = null, Range? Range = null);
}
