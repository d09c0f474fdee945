namespace Assistant.Protocol.Types;

/// <summary>What became of <c>workspace/applyEdit</c>, and of a command that asks for one.</summary>
/// <param name="Applied">Whether it was done.</param>
/// <param name="FailureReason">Why not.</param>
/// <param name="Repaired">What it repaired, where a command of ours answers.</param>
public sealed record ApplyEditResult(bool Applied, string? FailureReason = null, Repairs? Repaired = null);
