using Assistant.Core.Verification;

namespace Assistant.Core.Completion;

/// <summary>A caret to complete at.</summary>
/// <param name="File">The file with its newest text.</param>
/// <param name="Caret">In UTF-16 units of that text.</param>
/// <param name="IsInvoked">Whether the user asked for it, and wants to choose, or is typing.</param>
public sealed record CompletionQuery(CompiledFile File, int Caret, bool IsInvoked);
