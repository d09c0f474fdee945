namespace Assistant.Protocol.Types;

/// <summary>A place in a document.</summary>
/// <param name="Line">From 0.</param>
/// <param name="Character">From 0, in the units that were agreed on at the start; behind the end of the line it means the end.</param>
public readonly record struct Position(int Line, int Character);
