namespace Assistant.Core.Chat;

/// <summary>A piece of a file that a block of code writes: what must be as it was when the answer came, or the answer is not for it.</summary>
/// <param name="Path">The file, relative to the snapshot's root, with forward slashes.</param>
/// <param name="Name">What it is, for people: <c>Order.Total(int)</c>; the path itself for a whole file.</param>
/// <param name="Before">What stood there; null for what is new.</param>
/// <param name="Stands">Whether it stands there already as the block writes it.</param>
public sealed record WrittenPiece(string Path, string Name, string? Before, bool Stands = false);
