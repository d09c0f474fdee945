using System.Collections.Immutable;
using Assistant.Core.Snapshots;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace Assistant.Core.Context;

/// <summary>What is asked for: that diagnostics go, or what an instruction says.</summary>
/// <param name="Snapshot">The text it is asked of.</param>
/// <param name="Document">The document that is to change; of <paramref name="Snapshot"/>.</param>
/// <param name="Place">Where: the span of the diagnostic, or the caret; UTF-16 units.</param>
/// <param name="Diagnostics">What the compiler says there, located in a tree of <paramref name="Document"/>; those located elsewhere count by their message alone.</param>
/// <param name="Instruction">What the user wants, in words; null when the diagnostics are all that is wanted.</param>
public sealed record ContextTask(Snapshot Snapshot, Document Document, TextSpan Place, ImmutableArray<Diagnostic> Diagnostics, string? Instruction);
