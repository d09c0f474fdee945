namespace Assistant.Protocol.Types;

/// <summary><c>assistant/selectSolution</c>.</summary>
/// <param name="Path">Full path, or relative to an opened folder.</param>
public sealed record SelectSolutionParams(string Path);
