namespace Assistant.Cli.Benchmarks;

/// <summary>How often each thing is measured.</summary>
/// <param name="Verdicts">Body edits on each base.</param>
/// <param name="Compilations">Runs of <c>csc</c>.</param>
/// <param name="Builds">Runs of <c>dotnet build</c>, with analyzers and without.</param>
/// <param name="Declarations">Edits of each kind of declaration.</param>
/// <param name="Openings">Processes, with a cold cache and with a warm one.</param>
/// <param name="Kept">Verdicts between the last two readings of memory.</param>
/// <param name="Names">Names looked for at a caret.</param>
/// <param name="Server">Of the server.</param>
internal sealed record BenchmarkCounts(int Verdicts, int Compilations, int Builds, int Declarations, int Openings, int Kept, int Names, ServerCounts Server)
{
    public static BenchmarkCounts Full { get; } = new(60, 12, 3, 5, 3, 1000, 600, new(7, 30, 200, 10_000, TimeSpan.FromSeconds(20)));

    /// <summary>Enough to see that everything runs.</summary>
    public static BenchmarkCounts Smoke { get; } = new(3, 1, 1, 1, 1, 10, 20, new(1, 5, 5, 300, TimeSpan.FromSeconds(2)));
}
