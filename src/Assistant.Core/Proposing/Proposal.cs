using Assistant.Core.Edits;

namespace Assistant.Core.Proposing;

/// <summary>A proposed repair while it is judged. It holds two solutions and is let go with the verdict.</summary>
/// <param name="Title">What it does, in the words of its provider.</param>
/// <param name="Provider">Name of what proposed it.</param>
/// <param name="Preference">Its place among repairs of equal effect, in the words of what proposed it.</param>
/// <param name="IsOfSdk">Whether the SDK's own fix would do the same.</param>
/// <param name="Changes">The edits.</param>
internal sealed record Proposal(string Title, string Provider, Preference Preference, bool IsOfSdk, ChangeSet Changes)
{
    /// <summary>The tier that proposed it.</summary>
    public string Tier { get; init; } = RulesTier.Name;

    /// <summary>What is kept of it.</summary>
    public Candidate ToCandidate() => new(
        Title,
        Provider,
        IsOfSdk,
        [.. Changes.ToEdits()],
        [.. Changes.Files.Select(file => new CandidateFile(Changes.Before.RelativePath(file.FullPath), file.Before, file.After))]) { Tier = Tier };
}
