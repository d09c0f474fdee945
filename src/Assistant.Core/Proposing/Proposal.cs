using Assistant.Core.Edits;

namespace Assistant.Core.Proposing;

/// <summary>A proposed repair while it is judged. It holds two solutions and is let go with the verdict.</summary>
/// <param name="Title">What it does, in the words of its provider.</param>
/// <param name="Provider">Name of what proposed it.</param>
/// <param name="Preference">Its place among repairs of equal effect, in the words of what proposed it.</param>
/// <param name="Changes">The edits.</param>
internal sealed record Proposal(string Title, string Provider, Preference Preference, ChangeSet Changes)
{
    /// <summary>What is kept of it.</summary>
    public Candidate ToCandidate() => new(
        Title,
        Provider,
        [.. Changes.ToEdits()],
        [.. Changes.Files.Select(file => new CandidateFile(Changes.Before.RelativePath(file.FullPath), file.Before, file.After))]);
}
