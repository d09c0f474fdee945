using System.Globalization;
using Assistant.ModelHost.Native;
using Assistant.Models.Machine;

namespace Assistant.Bench.Engine;

/// <summary>What every measurement needs.</summary>
/// <param name="Options">What is measured.</param>
/// <param name="Table">Where rows go.</param>
/// <param name="Models">The models.</param>
/// <param name="Engine">llama.cpp in this process.</param>
/// <param name="Texts">Prompts.</param>
/// <param name="Time">Clock.</param>
internal sealed record BenchTools(BenchOptions Options, EngineTable Table, ModelFolder Models, LlamaEngine Engine, Texts Texts, TimeProvider Time)
{
    /// <summary>A host with the models, which is ended with what is returned.</summary>
    /// <param name="threads">At most so many threads compute; 0 for the host's own choice.</param>
    public OwnHost Host(int threads) => new(Options.Command, Models.Path, ["--threads", threads.ToString(CultureInfo.InvariantCulture)], Time);
}
