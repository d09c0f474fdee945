namespace Assistant.Protocol.Types;

/// <summary>What may be inserted at a caret, shown grey in the line.</summary>
/// <param name="InsertText">Comes in place of the range, and begins with what stands there.</param>
/// <param name="Range">What is replaced.</param>
/// <param name="Command">Sent back when the user takes it.</param>
public sealed record InlineCompletion(string InsertText, Range Range, Command? Command = null);
