namespace Assistant.Protocol.Types;

/// <summary><c>textDocument/codeAction</c>.</summary>
/// <param name="TextDocument">The document.</param>
/// <param name="Range">Where.</param>
/// <param name="Context">Why.</param>
public sealed record CodeActionParams(TextDocumentId TextDocument, Range Range, CodeActionParams.ActionContext? Context = null)
{
    /// <summary>Why actions are asked for.</summary>
    /// <param name="Only">Kinds, of which others are kinds too; null for all that belongs into a lightbulb.</param>
    /// <param name="TriggerKind">1 when the user asked, 2 when the caret moved.</param>
    /// <param name="Diagnostics">What is asked about, from whatever server: a place counts, what it says does not, since ours are what was verified.</param>
    public sealed record ActionContext(IReadOnlyList<string>? Only = null, int? TriggerKind = null, IReadOnlyList<ActionContext.Place>? Diagnostics = null)
    {
        /// <param name="Range">Where.</param>
        public sealed record Place(Range Range);

        /// <summary>What is asked about; null for nothing but the range.</summary>
        public IReadOnlyList<Place>? Diagnostics { get; } = Diagnostics is null ? null : Listed.WithoutNull(Diagnostics);

        /// <summary>Kinds; null for all.</summary>
        public IReadOnlyList<string>? Only { get; } = Only is null ? null : Listed.WithoutNull(Only);
    }
}
