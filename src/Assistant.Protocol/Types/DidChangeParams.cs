namespace Assistant.Protocol.Types;

/// <summary><c>textDocument/didChange</c>.</summary>
/// <param name="TextDocument">What was changed, and its version after it.</param>
/// <param name="ContentChanges">Each stands on the text that the one before it left.</param>
public sealed record DidChangeParams(TextDocumentId TextDocument, IReadOnlyList<ContentChange> ContentChanges)
{
    /// <summary>The changes.</summary>
    public IReadOnlyList<ContentChange> ContentChanges { get; } = Listed.WithoutNull(ContentChanges);
}
