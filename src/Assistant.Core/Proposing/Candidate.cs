using System.Collections.Immutable;
using Assistant.Core.Edits;

namespace Assistant.Core.Proposing;

/// <summary>A proposed repair as plain data: it holds texts, but no solution, so that outcomes can be kept.</summary>
/// <param name="Title">What it does, in the words of its provider.</param>
/// <param name="Provider">Name of what proposed it.</param>
/// <param name="IsOfSdk">Whether the SDK's own fix would do the same: an editor with Roslyn offers it already.</param>
/// <param name="Edits">The edits, against the text after all earlier repairs.</param>
/// <param name="Files">The files it changes, ordered by path.</param>
public sealed record Candidate(string Title, string Provider, bool IsOfSdk, ImmutableArray<Edit> Edits, ImmutableArray<CandidateFile> Files)
{
    /// <summary>The tier that proposed it.</summary>
    public string Tier { get; init; } = RulesTier.Name;
}
