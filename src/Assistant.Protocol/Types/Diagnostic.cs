namespace Assistant.Protocol.Types;

/// <summary>What the compiler says of a place.</summary>
/// <param name="Range">The place.</param>
/// <param name="Severity">1 error, 2 warning, 3 information, 4 hint.</param>
/// <param name="Code">Such as <c>CS0103</c>.</param>
/// <param name="Source">Who says it.</param>
/// <param name="Message">For people.</param>
public sealed record Diagnostic(Range Range, int Severity, string Code, string Source, string Message);
