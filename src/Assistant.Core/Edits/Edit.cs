namespace Assistant.Core.Edits;

/// <summary>One change to one file. The edits of a proposal are all against the same text and do not overlap.</summary>
/// <param name="Path">Relative to the snapshot's root, with forward slashes.</param>
public abstract record Edit(string Path);

/// <summary>Replaces a stretch of an existing file.</summary>
/// <param name="Path">Relative to the snapshot's root, with forward slashes.</param>
/// <param name="Start">Offset in UTF-16 units into the decoded text without byte order mark.</param>
/// <param name="Length">How many UTF-16 units are replaced.</param>
/// <param name="NewText">What stands there afterwards.</param>
public sealed record ReplaceText(string Path, int Start, int Length, string NewText) : Edit(Path);

/// <summary>Adds a file that was not there.</summary>
/// <param name="Path">Relative to the snapshot's root, with forward slashes.</param>
/// <param name="Text">The whole new text.</param>
public sealed record CreateFile(string Path, string Text) : Edit(Path);

/// <summary>Removes a file.</summary>
/// <param name="Path">Relative to the snapshot's root, with forward slashes.</param>
public sealed record DeleteFile(string Path) : Edit(Path);
