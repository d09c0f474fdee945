namespace Assistant.ModelHost.Generation;

/// <summary>A model that stays in memory until this is given back.</summary>
/// <param name="model">The model.</param>
/// <param name="release">Gives it back.</param>
internal sealed class ModelLease(ResidentModel model, Action release) : IDisposable
{
    private Action? release = release;

    /// <summary>The model.</summary>
    public ResidentModel Model { get; } = model;

    /// <inheritdoc/>
    public void Dispose() => Interlocked.Exchange(ref release, null)?.Invoke();
}
