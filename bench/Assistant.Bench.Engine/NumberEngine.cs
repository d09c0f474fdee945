using Assistant.ModelHost.Engine;

namespace Assistant.Bench.Engine;

/// <summary>An engine whose models' tokens are written as their numbers, and whose answers are fixed.</summary>
/// <param name="engine">The engine.</param>
internal sealed class NumberEngine(IModelEngine engine) : IModelEngine
{
    /// <inheritdoc/>
    public string Version => engine.Version;

    /// <inheritdoc/>
    public IReadOnlyList<string> Devices => engine.Devices;

    /// <inheritdoc/>
    public bool MissesItsCard => engine.MissesItsCard;

    /// <inheritdoc/>
    public ILoadedModel Load(string path, LoadOptions options, Action<double> progress, CancellationToken cancellationToken) =>
        new NumberModel(engine.Load(path, options, progress, cancellationToken));
}
