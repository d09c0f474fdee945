namespace Assistant.Workspace;

/// <summary>A workspace that cannot be opened as it is. The message is for the user: one line that says what is wrong and what to do.</summary>
/// <param name="message">The line.</param>
public sealed class WorkspaceException(string message) : Exception(message);
