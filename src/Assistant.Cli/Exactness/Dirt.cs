using Assistant.Core.Edits;

namespace Assistant.Cli.Exactness;

/// <summary>An error put into the base.</summary>
/// <param name="Kind">Such as <c>declaration error</c>.</param>
/// <param name="Edit">What was changed for it; one that hides others only inserts.</param>
/// <param name="Hides">Whether the compiler says nothing of bodies, in any file of the project, while it is there.</param>
internal sealed record Dirt(string Kind, ReplaceText Edit, bool Hides);
