namespace Assistant.Protocol.Types;

/// <summary>A change of a document.</summary>
/// <param name="Range">What is replaced.</param>
/// <param name="NewText">What stands there afterwards.</param>
/// <param name="AnnotationId">Names one of <see cref="WorkspaceEdit.ChangeAnnotations"/>.</param>
public sealed record TextEdit(Range Range, string NewText, string? AnnotationId = null);
