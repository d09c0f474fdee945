namespace Assistant.ModelHost.Engine;

/// <summary>
/// What computes with models: the one seam at which another binding plugs in, such as LLamaSharp. Everything above it knows
/// tokens, sequences and rows of numbers, and nothing of llama.cpp. No member is safe to call from two threads at once.
/// </summary>
internal interface IModelEngine
{
    /// <summary>Name and version, which a stored state is only good for.</summary>
    public string Version { get; }

    /// <summary>What it computes with: processors and graphics cards by name.</summary>
    public IReadOnlyList<string> Devices { get; }

    /// <summary>Whether it was made for a graphics card and finds none that it can use.</summary>
    public bool MissesItsCard { get; }

    /// <summary>Loads a model.</summary>
    /// <param name="path">A file that passed the preflight.</param>
    /// <param name="options">How it lies in memory.</param>
    /// <param name="progress">Told how far it is, 0 to 1.</param>
    /// <param name="cancellationToken">Ends loading.</param>
    /// <exception cref="Generation.GenerationException">It was refused, or there is no memory for it.</exception>
    public ILoadedModel Load(string path, LoadOptions options, Action<double> progress, CancellationToken cancellationToken);
}
