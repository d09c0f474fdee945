namespace Assistant.Protocol.Types;

/// <summary><c>window/logMessage</c>.</summary>
/// <param name="Type">1 error, 2 warning, 3 information, 4 log.</param>
/// <param name="Message">For people who look for the cause of something.</param>
public sealed record LogMessageParams(int Type, string Message);
