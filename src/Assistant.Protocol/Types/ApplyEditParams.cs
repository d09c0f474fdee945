namespace Assistant.Protocol.Types;

/// <summary><c>workspace/applyEdit</c>.</summary>
/// <param name="Label">For people: what is undone when it is undone.</param>
/// <param name="Edit">What is to be done.</param>
public sealed record ApplyEditParams(string Label, WorkspaceEdit Edit);
