namespace Assistant.ModelHost.Generation;

/// <summary>How the host treats models.</summary>
/// <param name="Models">The models that can be asked for.</param>
/// <param name="Prompts">Folder for evaluated prompts, so that they need not be read again when a model is loaded again; null to store none.</param>
/// <param name="Note">File that says what the host is doing, see <see cref="Platform.HostNote"/>.</param>
/// <param name="Context">Tokens that all requests to a model together may hold; never more than the model was made for.</param>
/// <param name="Threads">At most so many threads compute; 0 for as many as there are free cores.</param>
/// <param name="IdleUnload">After this time without a request a model leaves memory.</param>
public sealed record HostOptions(IModelFiles Models, string? Prompts, string Note, int Context, int Threads, TimeSpan IdleUnload)
{
    /// <summary>Whether weights are copied into the order this processor likes where memory allows it.</summary>
    public bool Repack { get; init; } = true;

    /// <summary>Tokens of a context unless told otherwise: a task takes 300 to 900, a conversation a few thousand; a 4B model takes 144 KiB for each.</summary>
    public const int UsualContext = 8192;

    /// <summary>The largest context that is made: one of two billion tokens takes memory until the system ends the process.</summary>
    public const int LargestContext = 1 << 20;
}
