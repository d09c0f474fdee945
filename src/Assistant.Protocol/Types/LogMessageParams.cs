namespace Assistant.Protocol.Types;

/// <summary><c>window/logMessage</c> and <c>window/showMessage</c>.</summary>
/// <param name="Type">1 error, 2 warning, 3 information, 4 log.</param>
/// <param name="Message">One line for people.</param>
public sealed record LogMessageParams(int Type, string Message);
