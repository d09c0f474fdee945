namespace Assistant.Protocol.Types;

/// <summary>What is said of one document: <c>textDocument/didClose</c> and others.</summary>
/// <param name="TextDocument">The document.</param>
public sealed record DocumentParams(TextDocumentId TextDocument);
