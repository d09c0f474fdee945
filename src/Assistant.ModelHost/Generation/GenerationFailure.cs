namespace Assistant.ModelHost.Generation;

/// <summary>Why a request cannot be answered.</summary>
public enum GenerationFailure
{
    /// <summary>No model of that name.</summary>
    UnknownModel,

    /// <summary>The request cannot be met by this model: too long, a bad grammar, no format for a conversation.</summary>
    BadRequest,

    /// <summary>The model file was refused, or has changed while it was in use.</summary>
    ModelRejected,

    /// <summary>There is no memory for it, or too many wait already.</summary>
    Busy,

    /// <summary>The engine failed.</summary>
    Engine,
}
