namespace Assistant.Platform;

/// <summary>What a process takes of the machine.</summary>
/// <param name="MemoryBytes">Physical memory.</param>
/// <param name="Processor">Time on processors since its start, all threads together.</param>
public readonly record struct ProcessUsage(long MemoryBytes, TimeSpan Processor);
