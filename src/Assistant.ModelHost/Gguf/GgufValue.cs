namespace Assistant.ModelHost.Gguf;

/// <summary>One value of the metadata. Of lists only short ones of numbers keep their values: nobody asks for the others.</summary>
/// <param name="Type">Its type.</param>
/// <param name="Number">A number as it is, a truth value as 0 or 1; 0 for texts and lists.</param>
/// <param name="Text">The text, null for all others.</param>
/// <param name="ElementType">The type of a list's elements, null for all others.</param>
/// <param name="Count">Elements of a list; 1 for all others.</param>
/// <param name="Numbers">The elements of a list of numbers that is no longer than a model may have layers; otherwise null.</param>
public sealed record GgufValue(GgufValueType Type, double Number, string? Text, GgufValueType? ElementType, long Count, IReadOnlyList<double>? Numbers);
