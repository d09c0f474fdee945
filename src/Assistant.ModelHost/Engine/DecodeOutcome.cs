namespace Assistant.ModelHost.Engine;

/// <summary>How a step ended.</summary>
internal enum DecodeOutcome
{
    /// <summary>Computed.</summary>
    Done,

    /// <summary>The room is full; nothing was changed.</summary>
    Full,

    /// <summary>Stopped by <see cref="AbortFlag"/>; part of it may be in the sequences.</summary>
    Aborted,

    /// <summary>The engine failed; what is in the sequences is not known.</summary>
    Failed,
}
