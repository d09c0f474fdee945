namespace Assistant.Protocol.Types;

/// <summary>What became of <c>workspace/applyEdit</c>.</summary>
/// <param name="Applied">Whether it was done.</param>
/// <param name="FailureReason">Why not.</param>
public sealed record ApplyEditResult(bool Applied, string? FailureReason = null);
