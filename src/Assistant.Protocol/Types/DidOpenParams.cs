namespace Assistant.Protocol.Types;

/// <summary><c>textDocument/didOpen</c>.</summary>
/// <param name="TextDocument">What was opened.</param>
public sealed record DidOpenParams(TextDocumentItem TextDocument);
