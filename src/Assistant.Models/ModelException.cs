namespace Assistant.Models;

/// <summary>A model gave no answer, in words for the user that say what to do.</summary>
public sealed class ModelException(ModelFailure failure, string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>What kind of failure it is.</summary>
    public ModelFailure Failure { get; } = failure;

    /// <summary>Whether the server had the question: it said something to it.</summary>
    public bool IsAfterSending { get; init; }
}
