namespace Assistant.Platform;

/// <summary>How a child process ended.</summary>
/// <param name="ExitCode">Its exit status; meaningless when <paramref name="TimedOut"/>.</param>
/// <param name="Output">The last mebi-character of its standard output.</param>
/// <param name="Error">The last mebi-character of its standard error.</param>
/// <param name="TimedOut">Whether it ran past its time limit and was ended with all its children.</param>
public sealed record ChildResult(int ExitCode, string Output, string Error, bool TimedOut);
