using Assistant.Cli.Opening;
using Assistant.Cli.Output;
using Assistant.Core.Snapshots;

namespace Assistant.Cli.Benchmarks;

/// <summary>What every measurement of one solution needs.</summary>
/// <param name="Target">What is measured.</param>
/// <param name="Opened">The same, opened in this process.</param>
/// <param name="Counts">How often.</param>
/// <param name="Table">Where rows go.</param>
/// <param name="Progress">What is being done.</param>
/// <param name="Time">Clock.</param>
internal sealed record BenchmarkContext(
    BenchmarkTarget Target, WorkspaceOpening.Opened Opened, BenchmarkCounts Counts, BenchmarkTable Table, ProgressLine Progress, TimeProvider Time)
{
    public Snapshot Snapshot => Opened.Solution.Snapshot;
}
