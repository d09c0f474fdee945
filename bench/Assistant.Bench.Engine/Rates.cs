namespace Assistant.Bench.Engine;

/// <summary>Tokens per second of our side with one thread, for the whole shape.</summary>
/// <param name="Prompt">Reading a prompt.</param>
/// <param name="Generate">Generating.</param>
/// <param name="GenerateTwo">Generating with two threads.</param>
internal sealed record Rates(double Prompt, double Generate, double GenerateTwo);
