namespace Assistant.Protocol.Types;

/// <summary>What a user can choose.</summary>
/// <param name="Title">For people.</param>
/// <param name="Kind">Such as <c>quickfix</c>.</param>
/// <param name="Diagnostics">What it repairs.</param>
/// <param name="Edit">What it does.</param>
/// <param name="Command">What runs after the edit, or instead.</param>
/// <param name="IsPreferred">Whether it may be taken without a choice.</param>
/// <param name="Data">What it repairs.</param>
public sealed record CodeAction(
    string Title, string Kind, IReadOnlyList<Diagnostic>? Diagnostics = null, WorkspaceEdit? Edit = null, Command? Command = null, bool? IsPreferred = null, Repairs? Data = null);
