namespace Assistant.ModelHost.Generation;

/// <summary>What answers requests: the endpoint's only view of models.</summary>
public interface IGenerator
{
    /// <summary>Names of the models that can be asked for, in ordinal order.</summary>
    public IReadOnlyList<string> Models { get; }

    /// <summary>Generates text.</summary>
    /// <exception cref="GenerationException">Thrown by the enumeration, before the first event or after it.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled; nothing is computed for it any more.</exception>
    public IAsyncEnumerable<GenerationEvent> GenerateAsync(GenerationRequest request, CancellationToken cancellationToken);
}
