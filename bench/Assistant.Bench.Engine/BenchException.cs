namespace Assistant.Bench.Engine;

/// <summary>Why nothing can be measured, with what to do about it.</summary>
/// <param name="message">For people.</param>
internal sealed class BenchException(string message) : Exception(message);
