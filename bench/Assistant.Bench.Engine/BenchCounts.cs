namespace Assistant.Bench.Engine;

/// <summary>How much is measured.</summary>
/// <param name="Rounds">Rounds of the comparison, each side once in each.</param>
/// <param name="Prompt">Tokens of the prompt of the comparison.</param>
/// <param name="Generated">Tokens generated in it.</param>
/// <param name="LongPrompt">Tokens of the prompt to which little is added.</param>
/// <param name="Guessed">Tokens generated with a draft and without.</param>
/// <param name="Streamed">Tokens of a streamed answer, of which the overhead of each is taken.</param>
internal sealed record BenchCounts(int Rounds, int Prompt, int Generated, int LongPrompt, int Guessed, int Streamed)
{
    /// <summary>Those of the table in bench/README.md.</summary>
    public static BenchCounts Usual { get; } = new(6, 128, 16, 2000, 64, 256);

    /// <summary>To see that it works.</summary>
    public static BenchCounts Quick { get; } = new(3, 128, 16, 600, 64, 128);
}
