using Assistant.ModelHost.Native;

namespace Assistant.Bench.Engine;

/// <summary>What every measurement needs.</summary>
/// <param name="Options">What is measured.</param>
/// <param name="Table">Where rows go.</param>
/// <param name="Models">The models.</param>
/// <param name="Engine">llama.cpp in this process.</param>
/// <param name="Texts">Prompts.</param>
/// <param name="Time">Clock.</param>
internal sealed record BenchTools(BenchOptions Options, EngineTable Table, ModelFolder Models, LlamaEngine Engine, Texts Texts, TimeProvider Time);
