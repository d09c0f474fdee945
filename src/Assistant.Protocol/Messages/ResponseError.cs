namespace Assistant.Protocol.Messages;

/// <summary>Why a request has no result.</summary>
/// <param name="Code">For programs.</param>
/// <param name="Message">For people: what was wrong and what to do.</param>
public sealed record ResponseError(ErrorCode Code, string Message);
