namespace Assistant.Protocol.Types;

/// <summary><c>textDocument/codeAction</c>.</summary>
/// <param name="TextDocument">The document.</param>
/// <param name="Range">Where.</param>
/// <param name="Context">Why.</param>
public sealed record CodeActionParams(TextDocumentId TextDocument, Range Range, CodeActionParams.ActionContext? Context = null)
{
    /// <summary>Why actions are asked for. The client's diagnostics in it are not used: ours are what was verified.</summary>
    /// <param name="Only">Kinds, of which others are kinds too; null for all that belongs into a lightbulb.</param>
    /// <param name="TriggerKind">1 when the user asked, 2 when the caret moved.</param>
    public sealed record ActionContext(IReadOnlyList<string>? Only = null, int? TriggerKind = null)
    {
        /// <summary>Kinds; null for all.</summary>
        public IReadOnlyList<string>? Only { get; } = Only is null ? null : Listed.WithoutNull(Only);
    }
}
