namespace Assistant.ModelHost.Generation;

/// <summary>A request that cannot be answered, in words that say what to do.</summary>
public sealed class GenerationException(GenerationFailure failure, string message) : Exception(message)
{
    /// <summary>What kind of failure it is.</summary>
    public GenerationFailure Failure { get; } = failure;
}
