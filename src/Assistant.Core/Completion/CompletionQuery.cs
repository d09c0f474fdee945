using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace Assistant.Core.Completion;

/// <summary>A caret to complete at.</summary>
/// <param name="Document">The file in one of its projects.</param>
/// <param name="Text">Its text, which may be newer than the one that was loaded.</param>
/// <param name="Caret">In UTF-16 units.</param>
/// <param name="IsInvoked">Whether the user asked for it, and wants to choose, or is typing.</param>
public sealed record CompletionQuery(DocumentId Document, SourceText Text, int Caret, bool IsInvoked);
