namespace Assistant.Protocol.Types;

/// <summary><c>textDocument/inlineCompletion</c>.</summary>
/// <param name="TextDocument">The document.</param>
/// <param name="Position">The caret.</param>
/// <param name="Context">Why.</param>
public sealed record InlineCompletionParams(TextDocumentId TextDocument, Position Position, InlineCompletionParams.CompletionContext? Context = null)
{
    /// <summary><see cref="CompletionContext.TriggerKind"/> of a user who asked; typing is 2.</summary>
    public const int Invoked = 1;

    /// <summary>Why completions are asked for.</summary>
    /// <param name="TriggerKind">1 when the user asked, 2 while typing.</param>
    /// <param name="SelectedCompletionInfo">What is chosen in the list of completions that is open; null when none is.</param>
    public sealed record CompletionContext(int? TriggerKind = null, SelectedEntry? SelectedCompletionInfo = null);

    /// <summary>An entry of the list of completions.</summary>
    /// <param name="Range">What it would replace.</param>
    /// <param name="Text">By what.</param>
    public sealed record SelectedEntry(Range Range, string Text);
}
