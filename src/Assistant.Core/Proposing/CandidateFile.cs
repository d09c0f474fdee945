using Microsoft.CodeAnalysis.Text;

namespace Assistant.Core.Proposing;

/// <summary>One file before and after a proposed repair.</summary>
/// <param name="Path">Relative to the snapshot's root, with forward slashes.</param>
/// <param name="Before">The text on which the repair stands, or null for a new file.</param>
/// <param name="After">The text the repair leaves, or null for a deleted file.</param>
public sealed record CandidateFile(string Path, SourceText? Before, SourceText? After);
