using Assistant.Cli.Opening;

namespace Assistant.Cli.Benchmarks;

/// <summary>What is measured.</summary>
/// <param name="Request">How it is opened.</param>
/// <param name="Path">Full path of the solution or project.</param>
/// <param name="Aims">What is aimed at for a solution of its size.</param>
internal sealed record BenchmarkTarget(OpenRequest Request, string Path, BenchmarkAims Aims)
{
    /// <summary>The properties as another command line takes them.</summary>
    public IReadOnlyList<string> Properties => [.. Request.Properties.SelectMany(property => new[] { "--property", $"{property.Key}={property.Value}" })];
}
