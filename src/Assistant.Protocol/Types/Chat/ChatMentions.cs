namespace Assistant.Protocol.Types.Chat;

/// <summary>The answer to <c>assistant/chat/mentions</c>.</summary>
/// <param name="Items">The best first.</param>
public sealed record ChatMentions(IReadOnlyList<ChatMentions.Item> Items)
{
    /// <param name="Kind"><c>file</c>, <c>selection</c>, <c>problems</c> or <c>symbol</c>.</param>
    /// <param name="Text">What is put into the question, with its mark.</param>
    /// <param name="Detail">What it is, in few words.</param>
    public sealed record Item(string Kind, string Text, string Detail);
}
