namespace Assistant.Protocol.Types;

/// <summary>A stretch of a document.</summary>
/// <param name="Start">Its first place.</param>
/// <param name="End">The place behind it.</param>
public readonly record struct Range(Position Start, Position End);
