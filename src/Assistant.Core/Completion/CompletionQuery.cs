using System.Collections.Immutable;
using Assistant.Core.Verification;

namespace Assistant.Core.Completion;

/// <summary>A caret to complete at.</summary>
/// <param name="Files">The file with its newest text, for each target framework that compiles it: what is shown binds in all of them.</param>
/// <param name="Caret">In UTF-16 units of that text.</param>
/// <param name="IsInvoked">Whether the user asked for it, and wants to choose, or is typing.</param>
public sealed record CompletionQuery(ImmutableArray<CompiledFile> Files, int Caret, bool IsInvoked)
{
    /// <summary>The one that names are looked up in.</summary>
    public CompiledFile File => Files[0];
}
