namespace Assistant.Bench.Engine;

/// <summary>A line to bench/engine/speed.mjs: a model to load, or a turn to take.</summary>
internal sealed record NodeQuestion(string? Model, int ContextTokens, int BatchTokens, int Threads, IReadOnlyList<int> Prompt, int More);
