using Assistant.Core.Edits;

namespace Assistant.Core.Proposing;

/// <summary>A proposed repair that nobody has judged yet.</summary>
/// <param name="Title">What it does, in the words of its provider.</param>
/// <param name="Provider">Name of what proposed it.</param>
/// <param name="Changes">The edits.</param>
public sealed record Candidate(string Title, string Provider, ChangeSet Changes);
