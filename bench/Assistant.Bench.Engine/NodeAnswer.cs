namespace Assistant.Bench.Engine;

/// <summary>A line from bench/engine/speed.mjs.</summary>
internal sealed record NodeAnswer(double PromptMilliseconds, double GenerateMilliseconds, IReadOnlyList<int>? Tokens);
