namespace Assistant.Cli.Benchmarks;

/// <summary>One line of the table.</summary>
/// <param name="What">What was measured.</param>
/// <param name="Count">How many times.</param>
/// <param name="Measured">The number with its unit: a median where there are several.</param>
/// <param name="Spread">The 95th percentile or another second number; empty when there is none.</param>
/// <param name="Aim">What it should be; empty when nothing is aimed at.</param>
/// <param name="IsMet">Whether it is; null when nothing is aimed at.</param>
internal sealed record BenchmarkRow(string What, int Count, string Measured, string Spread = "", string Aim = "", bool? IsMet = null);
